import { failure, success, type Result } from '../../base/result';
import { modelName, runId, versionNumber, type ModelName, type VersionNumber } from '../../domain/ids';
import { STAGES, type ModelVersion, type Stage } from '../../domain/registeredModel';
import { VERSION_SEARCH } from '../../domain/search/versionSearch';
import { shownText } from '../../domain/shownText';
import { type Page, type VersionQuery } from '../contract';
import { type Connection } from './connection';
import { groupRows } from './groupRows';
import { modelExists, noModel, notPrompt } from './modelNames';
import { latestFirst, pageClauses, toPage, type SortKey } from './pages';
import { type OrderedRow } from './search/orderKeys';
import { searchClauses } from './search/searchClauses';
import { versionTable } from './search/searchTable';

interface VersionRow {
  readonly name: string;
  readonly version: string;
  readonly stage: Stage;
  readonly status: string | null;
  readonly source: string | null;
  readonly runId: string | null;
  readonly description: string | null;
  readonly creationTime: number | null;
  readonly lastUpdateTime: number | null;
}

const COLUMNS = `v.name AS name, CAST(v.version AS TEXT) AS version, v.current_stage AS stage, v.status AS status, v.source AS source,
  v.run_id AS runId, v.description AS description, v.creation_time AS creationTime, v.last_updated_time AS lastUpdateTime`;

/** A deleted version keeps its row with another stage, and one without a stage is invisible to MLflow too. */
export const VISIBLE = `v.current_stage IN (${STAGES.map(stage => `'${stage}'`).join(', ')})`;

const BY_NUMBER: SortKey<VersionRow> = { sql: 'v.version', of: row => row.version, type: 'integer', descending: true };
const NEWEST_FIRST: readonly SortKey<VersionRow>[] = [BY_NUMBER];

/** MLflow's default order across models. */
const LAST_CHANGED_FIRST: readonly SortKey<VersionRow>[] = [
  latestFirst('v.last_updated_time', row => row.lastUpdateTime),
  { sql: 'v.name', of: row => row.name, type: 'text', descending: false },
  BY_NUMBER,
];

/** The index of newer MLflows: the table's key begins with the tag's, and leads through the tags of all models. */
const TAG_INDEX = 'idx_model_version_tags_workspace_name_version';

/** Versions of one model, newest first; or of all models but prompts, last changed first. */
export function listVersions(connection: Connection, query: VersionQuery): Result<Page<ModelVersion>> {
  const ownOrder = query.name === undefined ? LAST_CHANGED_FIRST : NEWEST_FIRST;
  const search = searchClauses(query, VERSION_SEARCH, versionTable(connection), ownOrder);
  if (!search.ok) return search;
  const { keys, columns } = search.value;
  const clauses = pageClauses(query, keys);
  if (!clauses.ok) return clauses;
  if (query.name !== undefined && !modelExists(connection, query.name)) return noModel(query.name);
  const { where, order, parameters, limit } = clauses.value;
  const which = query.name === undefined ? notPrompt(connection, 'v') : ' AND v.name = @name';
  const given = { ...parameters, ...search.value.parameters };
  const rows = connection.rows<VersionRow & OrderedRow>(
    `SELECT ${COLUMNS}${columns} FROM model_versions v
     WHERE ${VISIBLE}${connection.inWorkspace('model_versions', 'v')}${which}${search.value.where}${where}${order}`,
    query.name === undefined ? given : { ...given, name: query.name },
  );
  const { items, nextPage } = toPage(rows, limit, keys);
  return success({ items: withTagsAndAliases(connection, items), nextPage });
}

export function getVersion(connection: Connection, name: ModelName, version: VersionNumber): Result<ModelVersion> {
  if (!modelExists(connection, name)) return noModel(name);
  const number = /^[0-9]+$/.test(version) ? version : '0';
  const [found] = versionsWhere(connection, ' AND v.name = @name AND v.version = CAST(@number AS INTEGER)', { name, number });
  if (found !== undefined) return success(found);
  return failure('not_found', `${shownText(name)} has no version ${shownText(version)}.`, {
    nextStep: 'Refresh: it may have been deleted.',
  });
}

/** The highest version of each stage of each of these models. */
export function latestVersions(connection: Connection, names: readonly string[]): ReadonlyMap<string, readonly ModelVersion[]> {
  const newest = `SELECT l.name, MAX(l.version) FROM model_versions l WHERE l.name IN (SELECT value FROM json_each(@names))${connection.inWorkspace('model_versions', 'l')}
    GROUP BY l.name, l.current_stage`;
  // The names alone lead SQLite to the rows by their key.
  const ofThese = ` AND v.name IN (SELECT value FROM json_each(@names)) AND (v.name, v.version) IN (${newest})`;
  const versions = versionsWhere(connection, ofThese, { names: JSON.stringify(names) });
  return groupRows(
    versions,
    version => version.name,
    version => version,
  );
}

function versionsWhere(connection: Connection, condition: string, parameters: Readonly<Record<string, string>>): ModelVersion[] {
  const rows = connection.rows<VersionRow>(
    `SELECT ${COLUMNS} FROM model_versions v WHERE ${VISIBLE}${connection.inWorkspace('model_versions', 'v')}${condition} ORDER BY v.name, v.version DESC`,
    parameters,
  );
  return withTagsAndAliases(connection, rows);
}

interface OwnedRow {
  readonly name: string;
  readonly version: string;
}

function withTagsAndAliases(connection: Connection, rows: readonly VersionRow[]): ModelVersion[] {
  const parameters = {
    names: JSON.stringify([...new Set(rows.map(row => row.name))]),
    versions: JSON.stringify(rows.map(row => Number(row.version))),
  };
  const ofThese = (table: string): string =>
    `name IN (SELECT value FROM json_each(@names)) AND version IN (SELECT value FROM json_each(@versions))${connection.inWorkspace(table)}`;
  const tagRows = connection.rows<OwnedRow & { key: string; value: string | null }>(
    `SELECT name, CAST(version AS TEXT) AS version, key, value FROM model_version_tags${connection.indexedBy(TAG_INDEX)}
     WHERE ${ofThese('model_version_tags')} ORDER BY key`,
    parameters,
  );
  const aliasRows = connection.has('registered_model_aliases')
    ? connection.rows<OwnedRow & { alias: string }>(
        `SELECT name, CAST(version AS TEXT) AS version, alias FROM registered_model_aliases WHERE ${ofThese('registered_model_aliases')} ORDER BY alias`,
        parameters,
      )
    : [];
  const tags = groupRows(tagRows, owner, row => [row.key, row.value ?? ''] as const);
  const aliases = groupRows(aliasRows, owner, row => row.alias);
  return rows.map(row => toVersion(row, Object.fromEntries(tags.get(owner(row)) ?? []), aliases.get(owner(row)) ?? []));
}

function owner(row: OwnedRow): string {
  return `${row.version}/${row.name}`;
}

function toVersion(row: VersionRow, tags: Readonly<Record<string, string>>, aliases: readonly string[]): ModelVersion {
  return {
    name: modelName(row.name),
    version: versionNumber(row.version),
    stage: row.stage,
    status: row.status === 'PENDING_REGISTRATION' || row.status === 'FAILED_REGISTRATION' ? row.status : 'READY',
    source: row.source ?? '',
    runId: row.runId === null || row.runId === '' ? null : runId(row.runId),
    description: row.description ?? '',
    aliases,
    tags,
    creationTime: row.creationTime ?? 0,
    lastUpdateTime: row.lastUpdateTime ?? row.creationTime ?? 0,
  };
}
