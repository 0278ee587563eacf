import { success, type Result } from '../../base/result';
import { modelName, versionNumber, type ModelName, type VersionNumber } from '../../domain/ids';
import { type Tag } from '../history/taggedText';
import { type Fields } from './fields';
import { type MlflowApi } from './mlflowApi';
import { isPrompt, noModel } from './names';

/** The version that each alias of a model names; it may be deleted. */
export type AliasTargets = ReadonlyMap<string, VersionNumber>;

/** A registered model as an answer has it: all tags, history included. */
export interface ModelAnswer {
  readonly name: ModelName;
  readonly description: string;
  readonly creationTime: number | null;
  readonly lastUpdateTime: number | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly aliases: AliasTargets;
  readonly latest: readonly Fields[];
}

/** Reads a registered model; a prompt is none. */
export async function readModel(api: MlflowApi, name: ModelName): Promise<Result<ModelAnswer>> {
  const model = await findNamed(api, name);
  if (!model.ok) return model;
  return model.value === null || isPrompt(model.value.tags) ? noModel(name) : success(model.value);
}

/** The model or prompt of this name; null if there is neither. */
export async function findNamed(api: MlflowApi, name: ModelName): Promise<Result<ModelAnswer | null>> {
  if (name.trim() === '') return success(null);
  const found = await api.get('registered-models/get', { name }, answer => toModelAnswer(answer.fields('registered_model')));
  return !found.ok && found.failure.reason === 'not_found' ? success(null) : found;
}

export function toModelAnswer(fields: Fields): ModelAnswer {
  return {
    name: modelName(fields.id('name')),
    description: fields.text('description'),
    creationTime: fields.number('creation_timestamp'),
    lastUpdateTime: fields.number('last_updated_timestamp'),
    tags: fields.pairs('tags'),
    aliases: new Map(fields.list('aliases').map(alias => [alias.id('alias'), versionNumber(alias.id('version'))])),
    latest: fields.list('latest_versions'),
  };
}

export function tagList(model: ModelAnswer): Tag[] {
  return Object.entries(model.tags).map(([key, value]) => ({ key, value }));
}
