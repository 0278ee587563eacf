import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { unattendedJob, type Job } from '../../base/protocol';
import { failure, success, type Result } from '../../base/result';
import { type NewArtifact } from '../../domain/artifact';
import { type RunId } from '../../domain/ids';
import { shownPath } from '../../domain/shownText';
import { isSafeArtifactPath, outsideArtifacts } from '../artifactFolder';
import { writeArtifacts } from '../writeArtifacts';
import { namedFolder, proxiedPath } from './artifactPlace';
import { joined } from './artifacts';
import { type MlflowApi } from './mlflowApi';
import { findRun } from './runs';
import { sendFile } from './sendFile';

/**
 * Copies files into a run's artifacts: through the server where it keeps them itself, else into the folder that a server on
 * this machine names. Of several, those before a failure stay.
 */
export async function logArtifacts(
  api: MlflowApi,
  runId: RunId,
  artifacts: readonly NewArtifact[],
  job: Job = unattendedJob(),
): Promise<Result<void>> {
  const run = await findRun(api, runId);
  if (!run.ok) return run;
  const { artifactUri } = run.value;
  const proxied = proxiedPath(api, artifactUri);
  if (proxied !== null) return await sendAll(api, proxied, artifacts, job);
  const folder = namedFolder(api, artifactUri);
  if (folder !== null && isRunThere(folder)) return await writeArtifacts(folder, artifacts, job.signal);
  return failure('unsupported', `This server does not take files: the run's artifacts are kept at '${shownPath(artifactUri)}'.`, {
    nextStep: "Log them with MLflow's Python client.",
  });
}

async function sendAll(api: MlflowApi, root: string, artifacts: readonly NewArtifact[], job: Job): Promise<Result<void>> {
  const unsafe = artifacts.find(({ path }) => path === '' || !isSafeArtifactPath(path));
  if (unsafe !== undefined) return outsideArtifacts(unsafe.path);
  for (const [done, { file, path }] of artifacts.entries()) {
    const onProgress = (): void => job.progress({ done, total: artifacts.length, what: path });
    const sent = await sendFile(api, { file, place: joined(root, path), name: path, onProgress }, job);
    if (!sent.ok) return sent;
  }
  return success(undefined);
}

/** `EXPERIMENT/RUN/artifacts`: a run that logged nothing has no folder yet, but its experiment may have one. */
function isRunThere(folder: string): boolean {
  return [folder, dirname(folder), dirname(dirname(folder))].some(place => existsSync(place));
}
