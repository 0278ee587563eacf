import { success, type Result } from '../../base/result';
import { modelName, runId, versionNumber, type ModelName, type VersionNumber } from '../../domain/ids';
import { compareVersions } from '../../domain/registryState';
import { parseStage, type ModelVersion } from '../../domain/registeredModel';
import { type Page, type VersionQuery } from '../contract';
import { type Fields } from './fields';
import { forEachFew, inOtherWords, orElse, type MlflowApi } from './mlflowApi';
import { nameCondition, noVersion } from './names';
import { readAll, readPage, type PageReading } from './pages';
import { readModel, type AliasTargets } from './readModel';
import { REQUEST_TAG } from './requestTag';

const LARGEST_PAGE = 10_000;

/** Versions of one model, newest first; or of all models but prompts, in MLflow's order. */
export async function listVersions(api: MlflowApi, query: VersionQuery): Promise<Result<Page<ModelVersion>>> {
  const model = query.name === undefined ? success(null) : await readModel(api, query.name);
  if (!model.ok) return model;
  const page = await readPage(query, versionReading(api, query));
  if (!page.ok) return page;
  const items =
    model.value === null
      ? await withAliases(api, page.value.items)
      : success(page.value.items.map(its => aliased(its, model.value.aliases)));
  return items.ok ? success({ items: items.value, nextPage: page.value.nextPage }) : items;
}

/** All versions of a model, newest first, without aliases. */
export async function everyVersion(api: MlflowApi, name: ModelName): Promise<Result<ModelVersion[]>> {
  return await readAll(versionReading(api, { name }));
}

/** All versions of models whose names are short and simple, in one question. */
export async function versionsOfModels(api: MlflowApi, names: readonly ModelName[]): Promise<Result<ModelVersion[]>> {
  return await readAll(versionReading(api, { filter: `name IN (${names.map(name => `'${name}'`).join(', ')})` }));
}

export async function getVersion(api: MlflowApi, name: ModelName, version: VersionNumber): Promise<Result<ModelVersion>> {
  const model = await readModel(api, name);
  if (!model.ok) return model;
  const found = await readVersion(api, name, version);
  return found.ok ? success(aliased(found.value, model.value.aliases)) : found;
}

/** One version without its aliases. */
export async function readVersion(api: MlflowApi, name: ModelName, version: VersionNumber): Promise<Result<ModelVersion>> {
  if (!/^[0-9]{1,9}$/.test(version)) return noVersion(name, version);
  const answer = await api.get('model-versions/get', { name, version }, its => toVersion(its.fields('model_version')));
  const found = inOtherWords(answer, 'not_found', () => noVersion(name, version));
  if (!found.ok) return found;
  return found.value === null ? noVersion(name, version) : success(found.value);
}

export function aliased(version: ModelVersion, aliases: AliasTargets): ModelVersion {
  const its = [...aliases].filter(([, target]) => target === version.version).map(([alias]) => alias);
  return { ...version, aliases: its.sort() };
}

/** A version of an answer, without its aliases; null for one that is deleted or in no stage. */
export function toVersion(fields: Fields): ModelVersion | null {
  const stage = parseStage(fields.text('current_stage'));
  if (stage === null) return null;
  const status = fields.text('status');
  const run = fields.text('run_id');
  const creationTime = fields.number('creation_timestamp') ?? 0;
  const { [REQUEST_TAG]: _request, ...tags } = fields.pairs('tags');
  return {
    name: modelName(fields.id('name')),
    version: versionNumber(fields.id('version')),
    stage,
    status: status === 'PENDING_REGISTRATION' || status === 'FAILED_REGISTRATION' ? status : 'READY',
    source: fields.text('source'),
    runId: run === '' ? null : runId(run),
    description: fields.text('description'),
    aliases: [],
    tags,
    creationTime,
    lastUpdateTime: fields.number('last_updated_timestamp') ?? creationTime,
  };
}

export function newestFirst(versions: readonly ModelVersion[]): ModelVersion[] {
  return [...versions].sort((a, b) => compareVersions(b.version, a.version));
}

function versionReading(api: MlflowApi, query: Pick<VersionQuery, 'name' | 'filter' | 'orderBy'>): PageReading<ModelVersion> {
  const { name } = query;
  const own = query.filter?.trim() ? [query.filter] : [];
  const filter = [...(name === undefined ? [] : [nameCondition(name)]), ...own].join(' AND ');
  const orderBy = query.orderBy ?? (name === undefined ? undefined : ['version_number DESC']);
  const reading: PageReading<ModelVersion> = {
    largest: LARGEST_PAGE,
    id: version => `${version.version}/${version.name}`,
    fetch: (token, size) =>
      api.get(
        'model-versions/search',
        { filter: filter || undefined, max_results: size, order_by: orderBy, page_token: token || undefined },
        answer => ({
          items: answer
            .list('model_versions')
            .map(toVersion)
            .filter(version => version !== null),
          next: answer.text('next_page_token'),
        }),
      ),
  };
  const isPattern = name?.includes("'") === true && name.includes('"');
  return isPattern ? { ...reading, keep: async versions => success(versions.filter(version => version.name === name)) } : reading;
}

/** A search leaves the aliases out: they are those of the models. */
async function withAliases(api: MlflowApi, versions: readonly ModelVersion[]): Promise<Result<ModelVersion[]>> {
  const names = [...new Set(versions.map(version => version.name))];
  const read = await forEachFew(names, async name => {
    const model = await readModel(api, name);
    const aliases: Result<AliasTargets> = model.ok ? success(model.value.aliases) : model;
    const found = await orElse(aliases, 'not_found', async () => success<AliasTargets>(new Map()));
    return found.ok ? success([name, found.value] as const) : found;
  });
  if (!read.ok) return read;
  const aliases = new Map(read.value);
  return success(versions.map(version => aliased(version, aliases.get(version.name) ?? new Map())));
}
