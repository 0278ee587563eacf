import { success, type Result } from '../../base/result';
import { changePlan } from '../../domain/changePlan';
import { type ModelName, type VersionNumber } from '../../domain/ids';
import { type Move } from '../../domain/registryChange';
import { type RegisteredModel } from '../../domain/registeredModel';
import { checkModelName } from '../../domain/registryNames';
import { type ChangeMaker } from '../history/recordChange';
import { makeMoves } from './changes';
import { type Connection } from './connection';
import { checkNameIsFree, getModel } from './models';
import { modelExists, noModel } from './modelNames';
import { readSituation } from './registrySituation';
import { getVersion } from './versions';

/**
 * Renames a registered model. Its versions, tags, history and aliases follow by the database's own cascade, and as in
 * MLflow all its versions change their time. Runs within a write.
 */
export function renameModel(connection: Connection, name: ModelName, newName: string, now: number): Result<RegisteredModel> {
  const checked = checkModelName(newName);
  if (!checked.ok) return checked;
  if (!modelExists(connection, name)) return noModel(name);
  const free = newName === name ? success(undefined) : checkNameIsFree(connection, checked.value);
  if (!free.ok) return free;
  connection.run(`UPDATE model_versions SET last_updated_time = @now WHERE name = @name${connection.inWorkspace('model_versions')}`, {
    now,
    name,
  });
  connection.run(
    `UPDATE registered_models SET name = @newName, last_updated_time = @now WHERE name = @name${connection.inWorkspace('registered_models')}`,
    { newName, now, name },
  );
  return getModel(connection, checked.value);
}

/** The tables of a model's rows, children first: the database's own cascade covers only some of them. */
const OF_A_MODEL = ['model_version_tags', 'registered_model_aliases', 'registered_model_tags', 'model_versions', 'registered_models'];

/** Deletes a registered model with all that belongs to it; its files stay. Runs within a write. */
export function deleteModel(connection: Connection, name: ModelName): Result<void> {
  if (!modelExists(connection, name)) return noModel(name);
  for (const table of OF_A_MODEL.filter(its => connection.has(its))) {
    connection.run(`DELETE FROM ${table} WHERE name = @name${connection.inWorkspace(table)}`, { name });
  }
  return success(undefined);
}

/**
 * Deletes a version as MLflow does: its row stays, so that its number is never given again, without what it said. The
 * aliases that named it go, which history records; its tags stay. Runs within a write.
 */
export function deleteVersion(connection: Connection, name: ModelName, version: VersionNumber, by: ChangeMaker): Result<void> {
  const found = getVersion(connection, name, version);
  if (!found.ok) return found;
  const aliases = removeAliases(connection, name, version, by);
  if (!aliases.ok) return aliases;
  connection.run(
    `UPDATE model_versions SET current_stage = 'Deleted_Internal', last_updated_time = @now, description = NULL, user_id = NULL,
       source = 'REDACTED-SOURCE-PATH', run_id = 'REDACTED-RUN-ID', run_link = 'REDACTED-RUN-LINK', status_message = NULL
     WHERE name = @name AND version = CAST(@version AS INTEGER)${connection.inWorkspace('model_versions')}`,
    { now: by.now, name, version },
  );
  connection.run(`UPDATE registered_models SET last_updated_time = @now WHERE name = @name${connection.inWorkspace('registered_models')}`, {
    now: by.now,
    name,
  });
  return success(undefined);
}

function removeAliases(connection: Connection, name: ModelName, version: VersionNumber, by: ChangeMaker): Result<void> {
  const situation = readSituation(connection, name, by.now);
  if (!situation.ok) return situation;
  const moves = [...situation.value.state.aliases]
    .filter(([, target]) => target === version)
    .map(([alias]): Move => ({ kind: 'alias', alias, from: version, to: null }));
  if (moves.length === 0) return success(undefined);
  makeMoves(connection, situation.value, changePlan(situation.value.state, { action: 'alias', moves, undoes: null }), by);
  return success(undefined);
}
