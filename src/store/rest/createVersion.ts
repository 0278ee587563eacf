import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { failure, success, type Result } from '../../base/result';
import { type LoggedModelId, type ModelName, type RunId } from '../../domain/ids';
import { type ModelVersion } from '../../domain/registeredModel';
import { shownText } from '../../domain/shownText';
import { type MlflowApi } from './mlflowApi';
import { nameCondition } from './names';
import { REQUEST_TAG } from './requestTag';
import { removeTag } from './tags';
import { getVersion, toVersion } from './versions';

export interface NewVersion {
  readonly name: ModelName;
  readonly source: string;
  readonly runId: RunId | null;
  readonly modelId: LoggedModelId | null;
  readonly description: string | undefined;
}

/** How long a server that did not answer may still be at work, in milliseconds from look to look. */
const LOOKS = [0, 500, 1000, 2000, 4000];

/**
 * Creates a version, once: the request carries a mark that is looked for if the answer is lost, and is never sent again.
 * The mark is taken off when the version is there.
 */
export async function createVersion(api: MlflowApi, version: NewVersion, looks: readonly number[] = LOOKS): Promise<Result<ModelVersion>> {
  const mark = randomUUID();
  const body = {
    name: version.name,
    source: version.source,
    ...(version.runId === null ? {} : { run_id: version.runId }),
    ...(version.modelId === null ? {} : { model_id: version.modelId }),
    ...(version.description === undefined ? {} : { description: version.description }),
    tags: [{ key: REQUEST_TAG, value: mark }],
  };
  const created = await api.once('POST', 'model-versions/create', body, answer => toVersion(answer.fields('model_version')));
  const lost = created.ok ? created.value === null : created.failure.reason === 'uncertain' || created.failure.reason === 'unreadable';
  const found = lost ? await findMarked(api, version.name, { mark, looks }) : created;
  if (!found.ok) return found;
  if (found.value === null) return neverSeen(version.name);
  await removeTag(api, { kind: 'version', name: version.name, version: found.value.version }, REQUEST_TAG);
  return await getVersion(api, version.name, found.value.version);
}

async function findMarked(
  api: MlflowApi,
  name: ModelName,
  by: { readonly mark: string; readonly looks: readonly number[] },
): Promise<Result<ModelVersion | null>> {
  let answer: Result<ModelVersion | null> = success(null);
  for (const pause of by.looks) {
    await wait(pause);
    answer = await api.get(
      'model-versions/search',
      { filter: `${nameCondition(name)} AND tags.\`${REQUEST_TAG}\` = '${by.mark}'`, max_results: 10 },
      its =>
        its
          .list('model_versions')
          .map(toVersion)
          .find(version => version?.name === name) ?? null,
    );
    if (answer.ok && answer.value !== null) return answer;
  }
  return answer;
}

function neverSeen(name: ModelName): Result<never> {
  return failure('uncertain', `The server did not answer, and no new version of ${shownText(name)} is there.`, {
    nextStep: 'Refresh in a minute, and register again if it is still not there.',
  });
}
