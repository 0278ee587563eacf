import { failure, success, type Result } from '../../base/result';
import { type ModelName } from '../../domain/ids';
import { checkDescription, checkModelName } from '../../domain/registryNames';
import { type ModelVersion, type RegisteredModel } from '../../domain/registeredModel';
import { shownText } from '../../domain/shownText';
import { type Page, type Search } from '../contract';
import { HISTORY_TAG_PREFIX } from '../history/eventTags';
import { forEachFew, type MlflowApi } from './mlflowApi';
import { isPrompt } from './names';
import { readPage, type ServerPage } from './pages';
import { findNamed, readModel, toModelAnswer, type ModelAnswer } from './readModel';
import { aliased, everyVersion, newestFirst, toVersion, versionsOfModels } from './versions';

/** The room for names in one question: they travel in the address. */
const NAMES_LENGTH = 4000;

/** Registered models in MLflow's order, without prompts. */
export async function listModels(api: MlflowApi, query: Search): Promise<Result<Page<RegisteredModel>>> {
  const page = await readPage<ModelAnswer>(query, {
    largest: 1000,
    id: model => model.name,
    keep: async models => success(models.filter(model => !isPrompt(model.tags))),
    fetch: (token, size) => searchModels(api, query, { token, size }),
  });
  if (!page.ok) return page;
  const items = await withCounts(api, page.value.items);
  return items.ok ? success({ items: items.value, nextPage: page.value.nextPage }) : items;
}

export async function searchModels(
  api: MlflowApi,
  query: Search,
  page: { readonly token: string; readonly size: number },
): Promise<Result<ServerPage<ModelAnswer>>> {
  return await api.get(
    'registered-models/search',
    {
      filter: query.filter?.trim() ? query.filter : undefined,
      order_by: query.orderBy,
      max_results: page.size,
      page_token: page.token || undefined,
    },
    answer => ({ items: answer.list('registered_models').map(toModelAnswer), next: answer.text('next_page_token') }),
  );
}

export async function getModel(api: MlflowApi, name: ModelName): Promise<Result<RegisteredModel>> {
  const model = await readModel(api, name);
  if (!model.ok) return model;
  const versions = await everyVersion(api, name);
  return versions.ok ? success(toModel(model.value, versions.value.length)) : versions;
}

export async function createModel(api: MlflowApi, name: string, description: string | undefined): Promise<Result<RegisteredModel>> {
  const checked = checkModelName(name);
  if (!checked.ok) return checked;
  const described = checkDescription(description ?? '');
  if (!described.ok) return described;
  const body = { name, ...(description === undefined ? {} : { description }) };
  const created = await api.once('POST', 'registered-models/create', body, answer => toModelAnswer(answer.fields('registered_model')));
  if (created.ok) return success(toModel(created.value, 0));
  if (created.failure.reason === 'already_exists') return await nameTaken(api, checked.value);
  return created.failure.reason === 'uncertain' ? await getModel(api, checked.value) : created;
}

/** Renames a model with its versions, tags and aliases. Its history stays with it. */
export async function renameModel(api: MlflowApi, name: ModelName, newName: string): Promise<Result<RegisteredModel>> {
  const checked = checkModelName(newName);
  if (!checked.ok) return checked;
  const found = await readModel(api, name);
  if (!found.ok || name === checked.value) return found.ok ? await getModel(api, name) : found;
  const taken = await findNamed(api, checked.value);
  if (!taken.ok) return taken;
  if (taken.value !== null) return await nameTaken(api, checked.value);
  const renamed = await api.once('POST', 'registered-models/rename', { name, new_name: newName }, () => undefined);
  if (renamed.ok || renamed.failure.reason === 'uncertain') return await getModel(api, checked.value);
  return renamed;
}

/** Deletes a model with its versions, tags, aliases and history. */
export async function deleteModel(api: MlflowApi, name: ModelName): Promise<Result<void>> {
  const found = await readModel(api, name);
  if (!found.ok) return found;
  const deleted = await api.once('DELETE', 'registered-models/delete', { name }, () => undefined);
  if (deleted.ok || deleted.failure.reason !== 'uncertain') return deleted;
  const left = await findNamed(api, name);
  return left.ok && left.value === null ? success(undefined) : deleted;
}

/** Says that a prompt has this name; fails with what went wrong otherwise. */
export async function checkNoPrompt(api: MlflowApi, name: ModelName): Promise<Result<ModelAnswer | null>> {
  const found = await findNamed(api, name);
  if (!found.ok || found.value === null || !isPrompt(found.value.tags)) return found;
  return failure('invalid', `'${shownText(name)}' is the name of a prompt.`, { nextStep: 'Choose another name.' });
}

async function nameTaken(api: MlflowApi, name: ModelName): Promise<Result<never>> {
  const prompt = await checkNoPrompt(api, name);
  if (!prompt.ok) return prompt;
  return failure('already_exists', `There is a registered model '${shownText(name)}' already.`, {
    nextStep: 'Register a version of it, or choose another name.',
  });
}

/** How many versions each model has, which the server counts only by listing them. */
async function withCounts(api: MlflowApi, models: readonly ModelAnswer[]): Promise<Result<RegisteredModel[]>> {
  const withVersions = models.filter(model => model.latest.length > 0).map(model => model.name);
  const counted = await countVersions(api, withVersions);
  return counted.ok ? success(models.map(model => toModel(model, counted.value.get(model.name) ?? 0))) : counted;
}

async function countVersions(api: MlflowApi, names: readonly ModelName[]): Promise<Result<ReadonlyMap<string, number>>> {
  const counts = new Map<string, number>();
  const together = chunks(names.filter(name => /^[\w .-]+$/.test(name)));
  const read = await forEachFew(together, group => versionsOfModels(api, group));
  // Servers of before lists of names ask model by model.
  const alone = read.ok ? names.filter(name => !/^[\w .-]+$/.test(name)) : names;
  if (!read.ok && read.failure.reason !== 'invalid') return read;
  const single = await forEachFew(alone, name => everyVersion(api, name));
  if (!single.ok) return single;
  for (const version of [...(read.ok ? read.value.flat() : []), ...single.value.flat()]) {
    counts.set(version.name, (counts.get(version.name) ?? 0) + 1);
  }
  return success(counts);
}

function chunks(names: readonly ModelName[]): ModelName[][] {
  const groups: ModelName[][] = [];
  let room = 0;
  for (const name of names) {
    room -= name.length + 8;
    if (room < 0 || groups.length === 0) {
      groups.push([]);
      room = NAMES_LENGTH;
    }
    groups.at(-1)?.push(name);
  }
  return groups;
}

function toModel(model: ModelAnswer, versionCount: number): RegisteredModel {
  const latest: ModelVersion[] = model.latest.map(toVersion).filter(version => version !== null);
  return {
    name: model.name,
    description: model.description,
    creationTime: model.creationTime ?? 0,
    lastUpdateTime: model.lastUpdateTime ?? model.creationTime ?? 0,
    tags: Object.fromEntries(Object.entries(model.tags).filter(([key]) => !key.startsWith(HISTORY_TAG_PREFIX))),
    aliases: Object.fromEntries([...model.aliases].sort(([a], [b]) => (a < b ? -1 : 1))),
    latestVersions: newestFirst(latest).map(version => aliased(version, model.aliases)),
    versionCount,
  };
}
