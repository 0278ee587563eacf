import { type Job } from '../../base/protocol';
import { failure, success, type Result } from '../../base/result';
import { parseModelUri } from '../../domain/modelUri';
import { shownPath, shownText } from '../../domain/shownText';
import { type ResolvedModel } from '../contract';
import { resolveLocalModel } from '../resolveLocalModel';
import { fetchArtifact } from './fetchArtifact';
import { type MlflowApi } from './mlflowApi';
import { findModelSource } from './modelSource';

/** The folder on this machine of what a model URI stands for: a copy of it, unless it lies here. */
export async function resolveModel(
  api: MlflowApi,
  uri: string,
  how: { readonly loggedModels: boolean; readonly cacheFolder: string | undefined; readonly job: Job | undefined },
): Promise<Result<ResolvedModel>> {
  const local = resolveLocalModel(uri);
  if (local !== null) return local;
  const parsed = parseModelUri(uri);
  if (!parsed.ok) return parsed;
  if (parsed.value.kind === 'location') {
    return failure('unsupported', `The model is not on this machine but at '${shownPath(uri)}'.`, {
      nextStep: 'Download it, and give the path of the folder.',
    });
  }
  const source = await findModelSource(api, parsed.value, how.loggedModels);
  if (!source.ok) return source;
  const { name, version, runId, place } = source.value;
  const path = await fetchArtifact(api, place, '', how);
  if (path.ok) return success({ uri, path: path.value, name, version, runId });
  if (path.failure.reason !== 'not_found') return path;
  return failure('not_found', `The files of ${shownText(uri)} are not there: the server has none.`, {
    nextStep: 'Ask whoever runs the server whether they were moved or removed.',
  });
}
