import { failure, failureSentence, success, type Result } from '../../base/result';
import { type ModelName, type VersionNumber } from '../../domain/ids';
import { checkDescription, checkTag, checkTagKey } from '../../domain/registryNames';
import { type TagChange, type TagOwner } from '../../domain/tagOwner';
import { HISTORY_TAG_PREFIX } from '../history/eventTags';
import { getExperiment } from './experiments';
import { forEachFew, orElse, type Body, type MlflowApi } from './mlflowApi';
import { readModel } from './readModel';
import { readRun } from './runs';
import { getVersion } from './versions';

/** Sets and removes tags, one call a tag, once it is known that all owners are there and all tags may be. */
export async function changeTags(api: MlflowApi, change: TagChange): Promise<Result<void>> {
  const allowed = checkTags(change);
  if (!allowed.ok) return allowed;
  const found = await forEachFew(change.owners, owner => checkOwner(api, owner));
  if (!found.ok) return found;
  const calls = change.owners.flatMap(owner => [
    ...Object.entries(change.set).map(
      ([key, value]) =>
        () =>
          setTag(api, owner, { key, value }),
    ),
    ...change.remove.map(key => () => removeTag(api, owner, key)),
  ]);
  for (const [done, call] of calls.entries()) {
    const made = await call();
    if (!made.ok) return done === 0 ? made : failure(made.failure.reason, halfWay(done, calls.length, failureSentence(made.failure)));
  }
  return success(undefined);
}

/** Sets the description of a model or version and its time of change. */
export async function setDescription(
  api: MlflowApi,
  of: { readonly name: ModelName; readonly version: VersionNumber | null },
  description: string,
): Promise<Result<void>> {
  const checked = checkDescription(description);
  if (!checked.ok) return checked;
  const { name, version } = of;
  const found = await checkOwner(api, version === null ? { kind: 'model', name } : { kind: 'version', name, version });
  if (!found.ok) return found;
  if (version === null) return await api.put('PATCH', 'registered-models/update', { name, description });
  return await api.put('PATCH', 'model-versions/update', { name, version, description });
}

export async function setTag(
  api: MlflowApi,
  owner: TagOwner,
  tag: { readonly key: string; readonly value: string },
): Promise<Result<void>> {
  return await api.put('POST', callFor(owner, 'set'), { ...ownerFields(owner), ...tag });
}

/** A tag that is not there is removed already. */
export async function removeTag(api: MlflowApi, owner: TagOwner, key: string): Promise<Result<void>> {
  const isRegistry = owner.kind === 'model' || owner.kind === 'version';
  const removed = await api.put(isRegistry ? 'DELETE' : 'POST', callFor(owner, 'delete'), { ...ownerFields(owner), key });
  return await orElse(removed, 'not_found', () => checkRemoved(api, owner, key));
}

/** MLflow 2 cannot remove the tag of an experiment, and does not know the call either. */
async function checkRemoved(api: MlflowApi, owner: TagOwner, key: string): Promise<Result<void>> {
  const experiment = owner.kind === 'experiment' ? await getExperiment(api, owner.experimentId) : null;
  if (experiment === null || !experiment.ok || experiment.value.tags[key] === undefined) return success(undefined);
  return failure('unsupported', 'This server cannot remove tags of experiments.', { nextStep: 'Upgrade it to MLflow 3 or later.' });
}

function checkTags(change: TagChange): Result<void> {
  for (const [key, value] of Object.entries(change.set)) {
    const checked = checkTag(key, value);
    if (!checked.ok) return checked;
  }
  for (const key of change.remove) {
    const checked = checkTagKey(key);
    if (!checked.ok) return checked;
  }
  const keys = [...Object.keys(change.set), ...change.remove];
  if (!keys.some(key => key.startsWith(HISTORY_TAG_PREFIX)) || !change.owners.some(owner => owner.kind === 'model'))
    return success(undefined);
  return failure('invalid', 'This tag belongs to the history, which is not edited.', { nextStep: 'Choose another key.' });
}

async function checkOwner(api: MlflowApi, owner: TagOwner): Promise<Result<unknown>> {
  switch (owner.kind) {
    case 'experiment':
      return await getExperiment(api, owner.experimentId);
    case 'run':
      return await readRun(api, owner.runId, () => undefined);
    case 'model':
      return await readModel(api, owner.name);
    case 'version':
      return await getVersion(api, owner.name, owner.version);
  }
}

function callFor(owner: TagOwner, what: 'set' | 'delete'): string {
  switch (owner.kind) {
    case 'experiment':
      return `experiments/${what}-experiment-tag`;
    case 'run':
      return `runs/${what}-tag`;
    case 'model':
      return `registered-models/${what}-tag`;
    case 'version':
      return `model-versions/${what}-tag`;
  }
}

function ownerFields(owner: TagOwner): Body {
  switch (owner.kind) {
    case 'experiment':
      return { experiment_id: owner.experimentId };
    case 'run':
      return { run_id: owner.runId };
    case 'model':
      return { name: owner.name };
    case 'version':
      return { name: owner.name, version: owner.version };
  }
}

function halfWay(done: number, all: number, sentence: string): string {
  return `${done} of ${all} changes of tags were made, then this failed: ${sentence}`;
}
