import { hasColumn, type DatabaseSchema } from './databaseSchema';

/** The columns that writing fills, by table. */
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  experiments: ['experiment_id', 'name', 'artifact_location', 'lifecycle_stage', 'creation_time', 'last_update_time'],
  experiment_tags: ['key', 'value', 'experiment_id'],
  runs: [
    'run_uuid',
    'name',
    'source_type',
    'user_id',
    'status',
    'start_time',
    'end_time',
    'lifecycle_stage',
    'deleted_time',
    'artifact_uri',
    'experiment_id',
  ],
  tags: ['key', 'value', 'run_uuid'],
  registered_models: ['name', 'creation_time', 'last_updated_time', 'description'],
  model_versions: [
    'name',
    'version',
    'creation_time',
    'last_updated_time',
    'description',
    'user_id',
    'current_stage',
    'source',
    'run_id',
    'run_link',
    'status',
    'status_message',
  ],
  registered_model_tags: ['name', 'key', 'value'],
  model_version_tags: ['name', 'version', 'key', 'value'],
};

/** The same for tables that came with a later MLflow: they are whole or absent. */
const WRITTEN_IF_THERE: Readonly<Record<string, readonly string[]>> = {
  registered_model_aliases: ['name', 'alias', 'version'],
  logged_models: [
    'model_id',
    'experiment_id',
    'name',
    'artifact_location',
    'creation_timestamp_ms',
    'last_updated_timestamp_ms',
    'status',
    'lifecycle_stage',
    'model_type',
    'source_run_id',
  ],
  logged_model_tags: ['model_id', 'experiment_id', 'tag_key', 'tag_value'],
};

/** Columns that are filled where they exist. */
const OPTIONAL_COLUMNS = new Set(['workspace', 'storage_location']);

/** MLflow 3.10 gave all of these a workspace in one upgrade. */
const WITH_WORKSPACE = [
  'experiments',
  'registered_models',
  'model_versions',
  'registered_model_tags',
  'model_version_tags',
  'registered_model_aliases',
];

const UNFINISHED = 'The database was left in the middle of an upgrade';
const FINISH = 'Finish it with `mlflow db upgrade` (on a copy first), and connect again.';

/**
 * Why a database cannot be written safely, with what to do; null if it can. Decided by what the tables have, not by a
 * list of revisions, so that databases of MLflow versions to come are written as long as what is written fits.
 */
export function writeObstacle(schema: DatabaseSchema): string | null {
  return missingPart(schema) ?? leftover(schema) ?? mixedWorkspace(schema) ?? unknownRequirement(schema);
}

function missingPart(schema: DatabaseSchema): string | null {
  const there = Object.entries(WRITTEN_IF_THERE).filter(([table]) => schema.tables.has(table));
  for (const [table, columns] of [...Object.entries(WRITTEN), ...there]) {
    if (!schema.tables.has(table)) return `${UNFINISHED}: it lacks the table '${table}'. ${FINISH}`;
    const missing = columns.find(column => !hasColumn(schema, table, column));
    if (missing !== undefined) return `${UNFINISHED}: its table '${table}' lacks the column '${missing}'. ${FINISH}`;
  }
  return null;
}

function leftover(schema: DatabaseSchema): string | null {
  const temporary = [...schema.tables.keys()].find(table => table.startsWith('_alembic_tmp_'));
  if (temporary !== undefined) return `${UNFINISHED}: the table '${temporary}' is left of it. ${FINISH}`;
  if (schema.revisions.length === 1) return null;
  return `The database names ${schema.revisions.length === 0 ? 'no' : 'more than one'} schema revision. ${FINISH}`;
}

function mixedWorkspace(schema: DatabaseSchema): string | null {
  const tables = WITH_WORKSPACE.filter(table => schema.tables.has(table));
  const without = tables.filter(table => !hasColumn(schema, table, 'workspace'));
  if (without.length === 0 || without.length === tables.length) return null;
  return `${UNFINISHED}: its table '${without[0] ?? ''}' lacks the column 'workspace'. ${FINISH}`;
}

function unknownRequirement(schema: DatabaseSchema): string | null {
  for (const [table, written] of Object.entries({ ...WRITTEN, ...WRITTEN_IF_THERE })) {
    for (const [column, { required }] of schema.tables.get(table) ?? []) {
      if (!required || written.includes(column) || OPTIONAL_COLUMNS.has(column)) continue;
      return `A newer MLflow wrote this database: its table '${table}' needs a '${column}', which Model Ops does not know. Update Model Ops, or change things with MLflow.`;
    }
  }
  return null;
}
