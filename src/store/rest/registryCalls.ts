import { success, type Result } from '../../base/result';
import { type ModelName } from '../../domain/ids';
import { type Move } from '../../domain/registryChange';
import { type RegistryState } from '../../domain/registryState';
import { INTENT_TAG_PREFIX } from '../history/intents';
import { type Tag } from '../history/taggedText';
import { type MlflowApi } from './mlflowApi';
import { searchModels } from './models';
import { isPrompt } from './names';
import { readAll } from './pages';
import { readModel, tagList, type ModelAnswer } from './readModel';
import { removeTag, setTag } from './tags';
import { everyVersion } from './versions';

/** What a registered model is at one moment, as far as changes of stages and aliases need it. */
export interface RegistryReading {
  readonly state: RegistryState;
  readonly tags: readonly Tag[];
  readonly created: number | null;
}

/** The few calls that a change of stages and aliases is made of. Each may be sent twice: that is the same as once. */
export interface RegistryCalls {
  read(model: ModelName): Promise<Result<RegistryReading>>;
  move(model: ModelName, move: Move): Promise<Result<void>>;
  setTag(model: ModelName, tag: Tag): Promise<Result<void>>;
  removeTag(model: ModelName, key: string): Promise<Result<void>>;
  /** The models that carry a change under way. */
  modelsWithIntents(): Promise<Result<readonly ModelName[]>>;
}

/** These calls on a server. */
export function serverCalls(api: MlflowApi): RegistryCalls {
  return {
    read: model => readRegistry(api, model),
    move: (model, move) => makeMove(api, model, move),
    setTag: (name, tag) => setTag(api, { kind: 'model', name }, tag),
    removeTag: (name, key) => removeTag(api, { kind: 'model', name }, key),
    modelsWithIntents: () => modelsWithIntents(api),
  };
}

async function readRegistry(api: MlflowApi, name: ModelName): Promise<Result<RegistryReading>> {
  const model = await readModel(api, name);
  if (!model.ok) return model;
  const versions = await everyVersion(api, name);
  if (!versions.ok) return versions;
  const stages = new Map(versions.value.map(version => [version.version, version.stage]));
  return success({
    state: { model: name, stages, aliases: model.value.aliases },
    tags: tagList(model.value),
    created: model.value.creationTime,
  });
}

/** One version at a time: what archiving moves is said by the plan, not left to the server. */
async function makeMove(api: MlflowApi, name: ModelName, move: Move): Promise<Result<void>> {
  if (move.kind === 'alias') {
    const { alias, to } = move;
    if (to === null) return await api.put('DELETE', 'registered-models/alias', { name, alias });
    return await api.put('POST', 'registered-models/alias', { name, alias, version: to });
  }
  const { version, to: stage } = move;
  return await api.put('POST', 'model-versions/transition-stage', { name, version, stage, archive_existing_versions: false });
}

async function modelsWithIntents(api: MlflowApi): Promise<Result<readonly ModelName[]>> {
  const models = await readAll<ModelAnswer>({
    largest: 1000,
    id: model => model.name,
    fetch: (token, size) => searchModels(api, {}, { token, size }),
  });
  if (!models.ok) return models;
  const marked = models.value.filter(
    model => !isPrompt(model.tags) && Object.keys(model.tags).some(key => key.startsWith(INTENT_TAG_PREFIX)),
  );
  return success(marked.map(model => model.name));
}
