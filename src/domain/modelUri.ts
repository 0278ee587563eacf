import { failure, success, type Result } from '../base/result';
import { loggedModelId, modelName, runId, versionNumber, type LoggedModelId, type ModelName, type RunId, type VersionNumber } from './ids';
import { parseStage, STAGES, type Stage } from './registeredModel';
import { shownText } from './shownText';

/** What a model is named by. `location` is a path or a URI of a place, which needs no registry. */
export type ModelUri =
  | { readonly kind: 'version'; readonly name: ModelName; readonly version: VersionNumber }
  | { readonly kind: 'alias'; readonly name: ModelName; readonly alias: string }
  | { readonly kind: 'stage'; readonly name: ModelName; readonly stage: Stage }
  | { readonly kind: 'latest'; readonly name: ModelName }
  | { readonly kind: 'loggedModel'; readonly id: LoggedModelId }
  | { readonly kind: 'run'; readonly runId: RunId; readonly path: string }
  | { readonly kind: 'location'; readonly uri: string };

/**
 * Reads `models:/NAME/VERSION`, `models:/NAME@ALIAS`, `models:/NAME/STAGE` (any case), `models:/NAME/latest`,
 * `models:/m-…`, `runs:/ID/PATH`, or a location, by MLflow's rules. Nothing is looked up and nothing is unescaped.
 */
export function parseModelUri(text: string): Result<ModelUri> {
  if (/^models:/i.test(text)) return parseRegistered(text);
  if (/^runs:/i.test(text)) return parseRun(text);
  if (text.trim() === '') return failure('invalid', 'There is no model named.', { nextStep: FORMS });
  return success({ kind: 'location', uri: text });
}

const FORMS = 'Name it models:/NAME/VERSION, models:/NAME@ALIAS, models:/NAME/STAGE, models:/m-…, runs:/ID/PATH, or by its folder.';

function parseRegistered(text: string): Result<ModelUri> {
  const rest = /^models:\/+(.*)$/is.exec(text)?.[1] ?? '';
  const parts = rest.split('/');
  const [first, suffix] = parts;
  if (first === undefined || first.trim() === '' || parts.length > 2) return malformed(text);
  if (suffix === undefined) return parseUnversioned(text, first);
  if (suffix.trim() === '') return malformed(text);
  return parseSuffix(modelName(first), suffix);
}

function parseUnversioned(text: string, part: string): Result<ModelUri> {
  const at = part.lastIndexOf('@');
  if (at > 0 && at < part.length - 1) return success({ kind: 'alias', name: modelName(part.slice(0, at)), alias: part.slice(at + 1) });
  if (at < 0 && part.startsWith('m-')) return success({ kind: 'loggedModel', id: loggedModelId(part) });
  return malformed(text);
}

function parseSuffix(name: ModelName, suffix: string): Result<ModelUri> {
  if (/^[0-9]+$/.test(suffix)) return success({ kind: 'version', name, version: versionNumber(suffix.replace(/^0+(?=.)/, '')) });
  if (suffix.toLowerCase() === 'latest') return success({ kind: 'latest', name });
  const stage = parseStage(suffix);
  if (stage !== null) return success({ kind: 'stage', name, stage });
  return failure('invalid', `'${shownText(suffix)}' is neither a version nor a stage.`, {
    nextStep: `The stages are ${STAGES.join(', ')}.`,
  });
}

function parseRun(text: string): Result<ModelUri> {
  const match = /^runs:\/+([^/]+)(?:\/(.*))?$/is.exec(text);
  if (match?.[1] === undefined) return malformed(text);
  return success({ kind: 'run', runId: runId(match[1]), path: (match[2] ?? '').replace(/\/+$/, '') });
}

function malformed(text: string): Result<never> {
  return failure('invalid', `'${shownText(text)}' names no model.`, { nextStep: FORMS });
}
