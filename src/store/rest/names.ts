import { failure, type Result } from '../../base/result';
import { type VersionNumber } from '../../domain/ids';
import { PROMPT_TAG } from '../../domain/search/promptTag';
import { shownText } from '../../domain/shownText';

/** MLflow keeps prompts among the registered models, marked by a tag. */
export function isPrompt(tags: Readonly<Record<string, string>>): boolean {
  return (tags[PROMPT_TAG] ?? '').toLowerCase() === 'true';
}

export function noModel(name: string): Result<never> {
  return failure('not_found', `There is no registered model '${shownText(name)}'.`, {
    nextStep: 'Refresh: it may have been renamed or deleted.',
  });
}

export function noVersion(name: string, version: VersionNumber): Result<never> {
  return failure('not_found', `${shownText(name)} has no version ${shownText(version)}.`, {
    nextStep: 'Refresh: it may have been deleted.',
  });
}

/**
 * The condition that versions of this model meet. MLflow's filters have no escapes: a name with both kinds of quotes is
 * searched by a pattern, which others may meet too.
 */
export function nameCondition(name: string): string {
  if (!name.includes("'")) return `name = '${name}'`;
  if (!name.includes('"')) return `name = "${name}"`;
  return `name LIKE '${name.replaceAll("'", '_')}'`;
}
