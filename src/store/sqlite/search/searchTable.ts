import { type SearchEntity } from '../../../domain/search/searchKind';
import { type Connection } from '../connection';

interface SearchColumn {
  readonly sql: string;
  readonly type: 'integer' | 'text';
}

/** A table of keys and values. `of` ties a row of it, by its alias, to a row of the list. */
export interface KeyTable {
  readonly table: string;
  readonly of: (alias: string) => string;
}

/** Values beside the listed row, several perhaps: a FROM and WHERE that give them as `value`, by the alias they need. */
export interface ValueRows {
  readonly from: string;
  readonly where: string;
  readonly value: string;
}

/** Where the fields of one kind of thing lie in the database. */
export interface SearchTable {
  /** By attribute; for an order too, unless `filterRows` has it. */
  readonly columns: Readonly<Record<string, SearchColumn>>;
  readonly keys: Partial<Record<SearchEntity, KeyTable>>;
  /** Fields whose conditions hold if any of these rows fulfils them: by `attribute.KEY` or `dataset.KEY`. Absent tables have none. */
  readonly filterRows: Readonly<Record<string, ValueRows | null>>;
  /** Whether MLflow keeps prompts among these, which no list shows. */
  readonly hidesPrompts: boolean;
}

/** Runs, as `r`. */
export function runTable(connection: Connection): SearchTable {
  const ofRun = (alias: string): string => `${alias}.run_uuid = r.run_uuid`;
  const hasDatasets = connection.has('datasets') && connection.has('inputs') && connection.has('input_tags');
  return {
    columns: {
      run_id: { sql: 'r.run_uuid', type: 'text' },
      run_name: { sql: 'r.name', type: 'text' },
      status: { sql: 'r.status', type: 'text' },
      user_id: { sql: 'r.user_id', type: 'text' },
      artifact_uri: { sql: 'r.artifact_uri', type: 'text' },
      start_time: { sql: 'r.start_time', type: 'integer' },
      end_time: { sql: 'r.end_time', type: 'integer' },
    },
    keys: {
      metric: { table: 'latest_metrics', of: ofRun },
      param: { table: 'params', of: ofRun },
      tag: { table: 'tags', of: ofRun },
    },
    filterRows: {
      // As in MLflow, whose oldest runs have their name in the tag only; it is ordered by the column.
      'attribute.run_name': { from: 'tags n', where: "n.key = 'mlflow.runName' AND n.run_uuid = r.run_uuid", value: 'n.value' },
      'dataset.name': hasDatasets ? ofDataset('d.name') : null,
      'dataset.digest': hasDatasets ? ofDataset('d.digest') : null,
      'dataset.context': hasDatasets ? DATASET_CONTEXT : null,
    },
    hidesPrompts: false,
  };
}

/** Experiments, as `e`. */
export const EXPERIMENT_TABLE: SearchTable = {
  columns: {
    name: { sql: 'e.name', type: 'text' },
    experiment_id: { sql: 'e.experiment_id', type: 'integer' },
    creation_time: { sql: 'e.creation_time', type: 'integer' },
    last_update_time: { sql: 'e.last_update_time', type: 'integer' },
  },
  keys: { tag: { table: 'experiment_tags', of: alias => `${alias}.experiment_id = e.experiment_id` } },
  filterRows: {},
  hidesPrompts: false,
};

/** Registered models, as `m`. */
export function modelTable(connection: Connection): SearchTable {
  return {
    columns: { name: { sql: 'm.name', type: 'text' }, last_updated_timestamp: { sql: 'm.last_updated_time', type: 'integer' } },
    keys: {
      tag: {
        table: 'registered_model_tags',
        of: alias => `${alias}.name = m.name${connection.inWorkspace('registered_model_tags', alias)}`,
      },
    },
    filterRows: {},
    hidesPrompts: true,
  };
}

/** Versions, as `v`. */
export function versionTable(connection: Connection): SearchTable {
  const ofVersion = (table: string, alias: string): string =>
    `${alias}.name = v.name AND ${alias}.version = v.version${connection.inWorkspace(table, alias)}`;
  const aliases = 'registered_model_aliases';
  return {
    columns: {
      name: { sql: 'v.name', type: 'text' },
      version_number: { sql: 'v.version', type: 'integer' },
      run_id: { sql: 'v.run_id', type: 'text' },
      source_path: { sql: 'v.source', type: 'text' },
      stage: { sql: 'v.current_stage', type: 'text' },
      creation_timestamp: { sql: 'v.creation_time', type: 'integer' },
      last_updated_timestamp: { sql: 'v.last_updated_time', type: 'integer' },
    },
    keys: { tag: { table: 'model_version_tags', of: alias => ofVersion('model_version_tags', alias) } },
    filterRows: {
      'attribute.alias': connection.has(aliases) ? { from: `${aliases} a`, where: ofVersion(aliases, 'a'), value: 'a.alias' } : null,
    },
    hidesPrompts: true,
  };
}

function ofDataset(value: string): ValueRows {
  return { from: 'inputs i JOIN datasets d ON d.dataset_uuid = i.source_id', where: 'i.destination_id = r.run_uuid', value };
}

const DATASET_CONTEXT: ValueRows = {
  from: `inputs i JOIN datasets d ON d.dataset_uuid = i.source_id
    JOIN input_tags c ON c.input_uuid = i.input_uuid AND c.name = 'mlflow.data.context'`,
  where: 'i.destination_id = r.run_uuid',
  value: 'c.value',
};
