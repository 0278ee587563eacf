import { failure, success, type Result } from '../../base/result';
import { PROMPT_TAG } from '../../domain/search/promptTag';
import { shownText } from '../../domain/shownText';
import { type Connection } from './connection';

/** Whether there is a registered model of this name; a prompt is none. */
export function modelExists(connection: Connection, name: string): boolean {
  return isNameTaken(connection, name) && !isPrompt(connection, name);
}

/** Whether a model or a prompt has this name: they share their names. */
export function isNameTaken(connection: Connection, name: string): boolean {
  return (
    connection.row(`SELECT 1 FROM registered_models WHERE name = @name${connection.inWorkspace('registered_models')}`, { name }) !==
    undefined
  );
}

/** Fails if this is the name of a prompt. */
export function checkNoPrompt(connection: Connection, name: string): Result<void> {
  if (!isPrompt(connection, name)) return success(undefined);
  return failure('invalid', `'${shownText(name)}' is the name of a prompt.`, { nextStep: 'Choose another name.' });
}

/** The condition that leaves prompts out, as ` AND …`, for a table with a name column. */
export function notPrompt(connection: Connection, alias: string): string {
  const workspace = connection.inWorkspace('registered_model_tags', 't');
  return ` AND NOT EXISTS (SELECT 1 FROM registered_model_tags t WHERE t.key = '${PROMPT_TAG}' AND t.name = ${alias}.name AND t.value = 'true'${workspace})`;
}

export function noModel(name: string): Result<never> {
  return failure('not_found', `There is no registered model '${shownText(name)}'.`, {
    nextStep: 'Refresh: it may have been renamed or deleted.',
  });
}

function isPrompt(connection: Connection, name: string): boolean {
  const sql = `SELECT 1 FROM registered_model_tags WHERE key = '${PROMPT_TAG}' AND name = @name AND value = 'true'${connection.inWorkspace('registered_model_tags')}`;
  return connection.row(sql, { name }) !== undefined;
}
