import { failure, success, type Result } from '../../base/result';
import { modelName, versionNumber, type ModelName } from '../../domain/ids';
import { MODEL_SEARCH } from '../../domain/search/modelSearch';
import { checkDescription, checkModelName } from '../../domain/registryNames';
import { type RegisteredModel } from '../../domain/registeredModel';
import { shownText } from '../../domain/shownText';
import { type Page, type Search } from '../contract';
import { HISTORY_TAG_PREFIX } from '../history/eventTags';
import { type Connection } from './connection';
import { groupRows } from './groupRows';
import { checkNoPrompt, isNameTaken, noModel, notPrompt } from './modelNames';
import { pageClauses, toPage, type SortKey } from './pages';
import { type OrderedRow } from './search/orderKeys';
import { searchClauses } from './search/searchClauses';
import { modelTable } from './search/searchTable';
import { latestVersions, VISIBLE } from './versions';

interface ModelRow {
  readonly name: string;
  readonly description: string | null;
  readonly creationTime: number | null;
  readonly lastUpdateTime: number | null;
}

const COLUMNS = 'm.name AS name, m.description AS description, m.creation_time AS creationTime, m.last_updated_time AS lastUpdateTime';
const ORDER: readonly SortKey<ModelRow>[] = [{ sql: 'm.name', of: row => row.name, type: 'text', descending: false }];

/** As for the tags of versions. */
const TAG_INDEX = 'idx_registered_model_tags_workspace_name';

/** Registered models by name, without MLflow's prompts, which share their tables. */
export function listModels(connection: Connection, query: Search): Result<Page<RegisteredModel>> {
  const search = searchClauses(query, MODEL_SEARCH, modelTable(connection), ORDER);
  if (!search.ok) return search;
  const { keys, columns } = search.value;
  const clauses = pageClauses(query, keys);
  if (!clauses.ok) return clauses;
  const { where, order, parameters, limit } = clauses.value;
  const rows = connection.rows<ModelRow & OrderedRow>(
    `SELECT ${COLUMNS}${columns} FROM registered_models m
     WHERE TRUE${connection.inWorkspace('registered_models', 'm')}${notPrompt(connection, 'm')}${search.value.where}${where}${order}`,
    { ...parameters, ...search.value.parameters },
  );
  const { items, nextPage } = toPage(rows, limit, keys);
  return success({ items: withDetails(connection, items), nextPage });
}

export function getModel(connection: Connection, name: ModelName): Result<RegisteredModel> {
  const rows = connection.rows<ModelRow>(
    `SELECT ${COLUMNS} FROM registered_models m WHERE m.name = @name${connection.inWorkspace('registered_models', 'm')}${notPrompt(connection, 'm')}`,
    { name },
  );
  const [model] = withDetails(connection, rows);
  return model === undefined ? noModel(name) : success(model);
}

/** Creates a registered model. Runs within a write. */
export function createModel(
  connection: Connection,
  name: string,
  facts: { description: string | undefined; now: number },
): Result<RegisteredModel> {
  const checked = checkModelName(name);
  if (!checked.ok) return checked;
  const described = checkDescription(facts.description ?? '');
  if (!described.ok) return described;
  const free = checkNameIsFree(connection, checked.value);
  if (!free.ok) return free;
  connection.insert('registered_models', {
    name,
    creation_time: facts.now,
    last_updated_time: facts.now,
    description: facts.description ?? null,
  });
  return getModel(connection, checked.value);
}

/** Whether no registered model and no prompt has this name. */
export function checkNameIsFree(connection: Connection, name: ModelName): Result<void> {
  if (!isNameTaken(connection, name)) return success(undefined);
  const prompt = checkNoPrompt(connection, name);
  if (!prompt.ok) return prompt;
  return failure('already_exists', `There is a registered model '${shownText(name)}' already.`, {
    nextStep: 'Register a version of it, or choose another name.',
  });
}

function withDetails(connection: Connection, rows: readonly ModelRow[]): RegisteredModel[] {
  const names = rows.map(row => row.name);
  const parameters = { names: JSON.stringify(names) };
  const ofThese = (table: string): string => `name IN (SELECT value FROM json_each(@names))${connection.inWorkspace(table)}`;
  const tagRows = connection.rows<{ name: string; key: string; value: string | null }>(
    `SELECT name, key, value FROM registered_model_tags${connection.indexedBy(TAG_INDEX)}
     WHERE ${ofThese('registered_model_tags')} AND substr(key, 1, ${HISTORY_TAG_PREFIX.length}) <> '${HISTORY_TAG_PREFIX}' ORDER BY key`,
    parameters,
  );
  const aliasRows = connection.has('registered_model_aliases')
    ? connection.rows<{ name: string; alias: string; version: string }>(
        `SELECT name, alias, CAST(version AS TEXT) AS version FROM registered_model_aliases WHERE ${ofThese('registered_model_aliases')} ORDER BY alias`,
        parameters,
      )
    : [];
  const countRows = connection.rows<{ name: string; count: number }>(
    `SELECT v.name AS name, COUNT(*) AS count FROM model_versions v
     WHERE v.name IN (SELECT value FROM json_each(@names)) AND ${VISIBLE}${connection.inWorkspace('model_versions', 'v')} GROUP BY v.name`,
    parameters,
  );
  const tags = groupRows(
    tagRows,
    row => row.name,
    row => [row.key, row.value ?? ''] as const,
  );
  const aliases = groupRows(
    aliasRows,
    row => row.name,
    row => [row.alias, versionNumber(row.version)] as const,
  );
  const counts = new Map(countRows.map(row => [row.name, row.count]));
  const latest = latestVersions(connection, names);
  return rows.map(row => ({
    name: modelName(row.name),
    description: row.description ?? '',
    creationTime: row.creationTime ?? 0,
    lastUpdateTime: row.lastUpdateTime ?? row.creationTime ?? 0,
    tags: Object.fromEntries(tags.get(row.name) ?? []),
    aliases: Object.fromEntries(aliases.get(row.name) ?? []),
    latestVersions: latest.get(row.name) ?? [],
    versionCount: counts.get(row.name) ?? 0,
  }));
}
