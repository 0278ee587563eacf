import { success, type Result } from '../../base/result';
import { type ModelName, type VersionNumber } from '../../domain/ids';
import { type Stage } from '../../domain/registeredModel';
import { type RegistryState } from '../../domain/registryState';
import { HISTORY_TAG_PREFIX } from '../history/eventTags';
import { type Tag } from '../history/taggedText';
import { situationOf, type RegistrySituation } from '../history/registrySituation';
import { type Connection } from './connection';
import { modelExists, noModel } from './modelNames';
import { VISIBLE } from './versions';

/** Where a model stands, read within a transaction. */
export function readSituation(connection: Connection, model: ModelName, now: number): Result<RegistrySituation> {
  if (!modelExists(connection, model)) return noModel(model);
  const state = readState(connection, model);
  const sql = `SELECT creation_time AS created FROM registered_models WHERE name = @model${connection.inWorkspace('registered_models')}`;
  const created = connection.row<{ created: number | null }>(sql, { model })?.created ?? null;
  return success(situationOf(state, readEventTags(connection, model), { created, now }));
}

function readState(connection: Connection, model: ModelName): RegistryState {
  const stages = connection.rows<{ version: VersionNumber; stage: Stage }>(
    `SELECT CAST(v.version AS TEXT) AS version, v.current_stage AS stage FROM model_versions v
     WHERE v.name = @model AND ${VISIBLE}${connection.inWorkspace('model_versions', 'v')}`,
    { model },
  );
  const aliases = connection.has('registered_model_aliases')
    ? connection.rows<{ alias: string; version: VersionNumber }>(
        `SELECT alias, CAST(version AS TEXT) AS version FROM registered_model_aliases WHERE name = @model${connection.inWorkspace('registered_model_aliases')}`,
        { model },
      )
    : [];
  return {
    model,
    stages: new Map(stages.map(row => [row.version, row.stage])),
    aliases: new Map(aliases.map(row => [row.alias, row.version])),
  };
}

function readEventTags(connection: Connection, model: ModelName): Tag[] {
  const rows = connection.rows<{ key: string; value: string | null }>(
    `SELECT key, value FROM registered_model_tags
     WHERE name = @model AND substr(key, 1, ${HISTORY_TAG_PREFIX.length}) = '${HISTORY_TAG_PREFIX}'${connection.inWorkspace('registered_model_tags')}`,
    { model },
  );
  return rows.map(row => ({ key: row.key, value: row.value ?? '' }));
}
