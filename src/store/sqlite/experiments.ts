import { existsSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { failure, success, type Result } from '../../base/result';
import { type Experiment, type LifecycleStage, type ViewType } from '../../domain/experiment';
import { experimentId, type ExperimentId } from '../../domain/ids';
import { EXPERIMENT_SEARCH } from '../../domain/search/experimentSearch';
import { checkExperimentName } from '../../domain/registryNames';
import { shownText } from '../../domain/shownText';
import { type ExperimentQuery, type Page } from '../contract';
import { type Connection } from './connection';
import { groupRows } from './groupRows';
import { latestFirst, pageClauses, toPage, type SortKey } from './pages';
import { type OrderedRow } from './search/orderKeys';
import { searchClauses } from './search/searchClauses';
import { EXPERIMENT_TABLE } from './search/searchTable';

interface ExperimentRow {
  readonly id: string;
  readonly name: string;
  readonly artifactLocation: string | null;
  readonly lifecycleStage: LifecycleStage;
  readonly creationTime: number | null;
  readonly lastUpdateTime: number | null;
}

const COLUMNS = `CAST(e.experiment_id AS TEXT) AS id, e.name AS name, e.artifact_location AS artifactLocation,
  e.lifecycle_stage AS lifecycleStage, e.creation_time AS creationTime, e.last_update_time AS lastUpdateTime`;

/** MLflow's default order. */
const ORDER: readonly SortKey<ExperimentRow>[] = [
  latestFirst('e.creation_time', row => row.creationTime),
  { sql: 'e.experiment_id', of: row => row.id, type: 'integer', descending: false },
];

export function listExperiments(connection: Connection, query: ExperimentQuery): Result<Page<Experiment>> {
  const search = searchClauses(query, EXPERIMENT_SEARCH, EXPERIMENT_TABLE, ORDER);
  if (!search.ok) return search;
  const { keys, columns } = search.value;
  const clauses = pageClauses(query, keys);
  if (!clauses.ok) return clauses;
  const { where, order, parameters, limit } = clauses.value;
  const rows = connection.rows<ExperimentRow & OrderedRow>(
    `SELECT ${COLUMNS}${columns} FROM experiments e
     WHERE e.lifecycle_stage IN (SELECT value FROM json_each(@stages))${connection.inWorkspace('experiments', 'e')}${search.value.where}${where}${order}`,
    { ...parameters, ...search.value.parameters, stages: JSON.stringify(lifecycleStages(query.view)) },
  );
  const { items, nextPage } = toPage(rows, limit, keys);
  return success({ items: withTags(connection, items), nextPage });
}

/** By id, else by name; `name:X` forces the name. Deleted experiments are found too. */
export function findExperiment(connection: Connection, idOrName: string): Result<Experiment> {
  const forced = idOrName.startsWith('name:');
  const name = forced ? idOrName.slice('name:'.length) : idOrName;
  const byId =
    forced || !/^[0-9]+$/.test(idOrName)
      ? undefined
      : experimentRow(connection, 'e.experiment_id = CAST(@id AS INTEGER)', { id: idOrName });
  const row = byId ?? experimentRow(connection, 'e.name = @name', { name });
  return toExperiment(connection, row, name);
}

/** An experiment by its id only, a deleted one included. */
export function findExperimentById(connection: Connection, id: ExperimentId): Result<Experiment> {
  const row = /^[0-9]+$/.test(id) ? experimentRow(connection, 'e.experiment_id = CAST(@id AS INTEGER)', { id }) : undefined;
  return toExperiment(connection, row, id);
}

/** Whether no experiment, not even a deleted one, has this name. */
export function checkNameIsFree(connection: Connection, name: string): Result<void> {
  const taken = experimentRow(connection, 'e.name = @name', { name });
  return taken === undefined ? success(undefined) : nameTaken(taken);
}

/** Creates an experiment whose artifacts lie beside those of the default experiment. Runs within a write. */
export function createExperiment(connection: Connection, name: string, now: number): Result<Experiment> {
  const checked = checkExperimentName(name);
  if (!checked.ok) return checked;
  const free = checkNameIsFree(connection, name);
  if (!free.ok) return free;
  connection.insert('experiments', { name, artifact_location: null, lifecycle_stage: 'active', creation_time: now, last_update_time: now });
  const id = connection.row<{ id: string }>('SELECT CAST(last_insert_rowid() AS TEXT) AS id')?.id ?? '';
  connection.run('UPDATE experiments SET artifact_location = @location WHERE experiment_id = CAST(@id AS INTEGER)', {
    location: newLocation(connection, id),
    id,
  });
  return findExperiment(connection, `name:${name}`);
}

/** Where MLflow's client would put the artifacts of an experiment of a new database: `mlruns` beside the database. */
export function defaultArtifactLocation(databasePath: string, id: string): string {
  const path = join(resolve(dirname(databasePath)), 'mlruns', id);
  return process.platform === 'win32' ? `file:///${path.split(sep).join('/')}` : path;
}

export function lifecycleStages(view: ViewType = 'active'): readonly LifecycleStage[] {
  return view === 'all' ? ['active', 'deleted'] : [view];
}

function experimentRow(connection: Connection, condition: string, parameters: Readonly<Record<string, string>>): ExperimentRow | undefined {
  return connection.row<ExperimentRow>(
    `SELECT ${COLUMNS} FROM experiments e WHERE ${condition}${connection.inWorkspace('experiments', 'e')}`,
    parameters,
  );
}

function toExperiment(connection: Connection, row: ExperimentRow | undefined, asked: string): Result<Experiment> {
  const [experiment] = row === undefined ? [] : withTags(connection, [row]);
  if (experiment !== undefined) return success(experiment);
  return failure('not_found', `There is no experiment '${shownText(asked)}'.`, {
    nextStep: 'List the experiments to see their names and ids.',
  });
}

function nameTaken(taken: ExperimentRow): Result<never> {
  if (taken.lifecycleStage === 'active')
    return failure('already_exists', `There is an experiment '${shownText(taken.name)}' already.`, { nextStep: 'Choose another name.' });
  return failure('already_exists', `A deleted experiment '${shownText(taken.name)}' still holds its name.`, {
    nextStep: 'Choose another name, or restore the deleted one.',
  });
}

/**
 * Beside the default experiment's artifacts, so that one database keeps one artifact root, a server's included. If that
 * folder's own parent is gone, the database was moved: then beside the database.
 */
function newLocation(connection: Connection, id: string): string {
  const root = /^(.+)\/0$/.exec(experimentRow(connection, 'e.experiment_id = 0', {})?.artifactLocation ?? '')?.[1];
  const isLocal = root !== undefined && !/^[a-z][a-z0-9+.-]+:/i.test(root);
  if (root === undefined || (isLocal && !existsSync(dirname(root)))) return defaultArtifactLocation(connection.path, id);
  return `${root}/${id}`;
}

function withTags(connection: Connection, rows: readonly ExperimentRow[]): Experiment[] {
  const tags = connection.rows<{ id: string; key: string; value: string | null }>(
    `SELECT CAST(experiment_id AS TEXT) AS id, key, value FROM experiment_tags
     WHERE experiment_id IN (SELECT CAST(value AS INTEGER) FROM json_each(@ids))`,
    { ids: JSON.stringify(rows.map(row => row.id)) },
  );
  const byExperiment = groupRows(
    tags,
    tag => tag.id,
    tag => [tag.key, tag.value ?? ''] as const,
  );
  return rows.map(row => ({
    experimentId: experimentId(row.id),
    name: row.name,
    artifactLocation: row.artifactLocation ?? '',
    lifecycleStage: row.lifecycleStage,
    creationTime: row.creationTime,
    lastUpdateTime: row.lastUpdateTime,
    tags: Object.fromEntries(byExperiment.get(row.id) ?? []),
  }));
}
