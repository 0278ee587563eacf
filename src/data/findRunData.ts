import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Job } from '../base/protocol';
import { failure, success, type Result } from '../base/result';
import { datasetPlace } from '../domain/datasetPlace';
import { shownPath, shownText } from '../domain/shownText';
import { runId, type RunId } from '../domain/ids';
import { type ArtifactOwner } from '../domain/artifact';
import { type LoggedDataset, type Run } from '../domain/run';
import { type FindRunData } from './contract';

/** What a store is asked. */
export interface RunDataStore {
  readonly run: (id: RunId, job: Job) => Promise<Result<Run>>;
  readonly datasets: (id: RunId, job: Job) => Promise<Result<readonly LoggedDataset[]>>;
  readonly fetchArtifact: (owner: ArtifactOwner, file: string, job: Job) => Promise<Result<string>>;
}

/** Finds the local file of an artifact or of a logged dataset, if that lies on this machine or in the run's artifacts. */
export function createFindRunData(store: RunDataStore): FindRunData {
  return async (source, job) => {
    if (source.kind === 'artifact') return await store.fetchArtifact({ kind: 'run', runId: source.runId }, source.path, job);
    const datasets = await store.datasets(source.runId, job);
    if (!datasets.ok) return datasets;
    const dataset = datasets.value.find(({ name, context }) => name === source.name || context === source.name);
    if (dataset === undefined) return noDataset(source.name, datasets.value);
    return await placed(store, source.runId, { dataset, job });
  };
}

function noDataset(name: string, datasets: readonly LoggedDataset[]): Result<never> {
  const nextStep =
    datasets.length === 0
      ? 'It logged none.'
      : `Those there are: ${datasets.map(each => shownText(each.context ?? each.name)).join(', ')}.`;
  return failure('not_found', `The run logged no dataset "${shownText(name)}".`, { nextStep });
}

async function placed(store: RunDataStore, run: RunId, { dataset, job }: { dataset: LoggedDataset; job: Job }): Promise<Result<string>> {
  const place = datasetPlace(dataset.source);
  if (place === null)
    return failure('unsupported', `The dataset "${shownText(dataset.name)}" says no place that its rows lie at.`, {
      nextStep: 'Log it with a source, or give the file.',
    });
  const local = localFile(place);
  if (local !== null) return success(local);
  const artifact = /^runs:\/+([^/]+)\/(.+)$/is.exec(place);
  if (artifact?.[1] !== undefined && artifact[2] !== undefined)
    return await store.fetchArtifact({ kind: 'run', runId: runId(artifact[1]) }, artifact[2], job);
  const own = await store.run(run, job);
  if (!own.ok) return own;
  const root = `${own.value.artifactUri.replace(/\/+$/, '')}/`;
  if (place.startsWith(root)) return await store.fetchArtifact({ kind: 'run', runId: run }, place.slice(root.length), job);
  return failure('unsupported', `The dataset "${shownText(dataset.name)}" lies at ${shownPath(place)}, which is not fetched.`, {
    nextStep: 'Download it and give the file.',
  });
}

function localFile(place: string): string | null {
  if (/^file:\/\/(localhost)?\//i.test(place)) return fileURLToPath(place);
  return path.isAbsolute(place) ? place : null;
}
