import { l10n } from 'vscode';
import { type Result, success } from '../../base/result';
import { NOTE_TAG } from '../../domain/tagOwner';
import { type EditableArgument } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { storeCalls } from '../contract';
import { askTarget, editedRows, ownerOf, wordsOf } from './editTarget';
import { type RegistryPickers } from './registryPickers';
import { askText } from '../../workbench/pick';

interface Parts {
  readonly engine: Engine;
  readonly pickers: RegistryPickers;
}

/** Edits the description of an experiment, a run, a model or a version, or gives several of a kind the same one. @returns whether any was changed. */
export async function editDescription(
  argument: EditableArgument | undefined,
  selected: readonly (EditableArgument | undefined)[],
  { engine, pickers }: Parts,
): Promise<boolean> {
  const target = argument ?? (await askTarget(l10n.t('Edit Description'), ['model', 'version', 'run', 'experiment'], pickers));
  if (target === undefined) return false;
  const rows = argument === undefined ? [target] : editedRows(target, selected);
  const before = pickers.value(await sharedDescription(rows, engine));
  if (before === undefined) return false;
  const title = rows.length === 1 ? l10n.t('Description of {0}', wordsOf(target)) : l10n.t('Description of {0} rows', rows.length);
  const text = await askDescription(title, before);
  if (text === undefined || text === before.text) return false;
  let changed = false;
  for (const row of rows) {
    const done = await describe(row, text, engine);
    pickers.value(done);
    if (!done.ok) return changed;
    changed = true;
  }
  return changed;
}

interface Shared {
  /** Empty where the descriptions differ. */
  readonly text: string;
  readonly differs: boolean;
}

async function sharedDescription(rows: readonly EditableArgument[], engine: Engine): Promise<Result<Shared>> {
  const texts = new Set<string>();
  for (const row of rows) {
    const text = await descriptionOf(row, engine);
    if (!text.ok) return text;
    texts.add(text.value);
  }
  const [first = ''] = texts;
  return success(texts.size > 1 ? { text: '', differs: true } : { text: first, differs: false });
}

async function descriptionOf(target: EditableArgument, engine: Engine): Promise<Result<string>> {
  if ('experiment' in target) return noteOf(await engine.ask(storeCalls.getExperiment, { experiment: target.experiment.experimentId }));
  if ('run' in target) return noteOf(await engine.ask(storeCalls.getRun, { runId: target.run.runId }));
  const found =
    'version' in target
      ? await engine.ask(storeCalls.getVersion, { name: target.version.name, version: target.version.version })
      : await engine.ask(storeCalls.getModel, { name: target.model.name });
  return found.ok ? success(found.value.description) : found;
}

function noteOf(found: Result<{ readonly tags: Readonly<Record<string, string>> }>): Result<string> {
  return found.ok ? success(found.value.tags[NOTE_TAG] ?? '') : found;
}

/** MLflow keeps the description of a run or an experiment in a tag. */
async function describe(target: EditableArgument, text: string, engine: Engine): Promise<Result<void>> {
  if ('experiment' in target || 'run' in target) {
    const edit = text === '' ? { set: {}, remove: [NOTE_TAG] } : { set: { [NOTE_TAG]: text }, remove: [] };
    return await engine.ask(storeCalls.changeTags, { owners: [ownerOf(target)], ...edit });
  }
  const { name } = 'version' in target ? target.version : target.model;
  const version = 'version' in target ? target.version.version : null;
  return await engine.ask(storeCalls.setDescription, { name, version, description: text });
}

/** An input box holds one line: in a text of several lines, \n stands for a line break. */
async function askDescription(title: string, { text: before, differs }: Shared): Promise<string | undefined> {
  const isLong = before.includes('\n');
  const hint = isLong ? l10n.t('\\n is a line break, \\\\ a backslash') : l10n.t('Empty removes it');
  const prompt = differs ? l10n.t('They differ now: what you type replaces each of them') : hint;
  const text = await askText({ title, prompt, value: isLong ? folded(before) : before });
  return text === undefined || !isLong ? text : unfolded(text);
}

function folded(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function unfolded(text: string): string {
  return text.replace(/\\(n|\\)/g, (_, character: string) => (character === 'n' ? '\n' : '\\'));
}
