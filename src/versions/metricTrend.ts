import { toJsonNumber } from '../base/json';
import { type Job } from '../base/protocol';
import { failure, failureSentence, type Result, success } from '../base/result';
import { type ModelName, type RunId } from '../domain/ids';
import { type ModelVersion } from '../domain/registeredModel';
import { type Run } from '../domain/run';
import { type MetricTrend, type TrendVersion } from './contract';
import { type VersionsStore } from './versionFacts';

/** Runs that are asked for at one time: on a server each is a request. */
const RUNS_AT_ONCE = 8;

/** The metrics of the source runs of a model's newest versions. O(versions) requests on a server. @param most how many versions at most. */
export async function readTrend(store: VersionsStore, model: ModelName, most: number, job: Job): Promise<Result<MetricTrend>> {
  const listed = await store.listVersions({ name: model, limit: most }, job);
  if (!listed.ok) return listed;
  // The list is newest first by number; a plot goes from left to right.
  const versions = [...listed.value.items].reverse();
  const runs = await readRuns(store, versions, job);
  if (job.signal.aborted) return failure('cancelled', 'Cancelled.');
  return success({ model, versions: versions.map(version => toTrendVersion(version, runs)), hasOlder: listed.value.nextPage !== null });
}

type Runs = ReadonlyMap<RunId, Result<Run>>;

async function readRuns(store: VersionsStore, versions: readonly ModelVersion[], job: Job): Promise<Runs> {
  const ids = [...new Set(versions.flatMap(({ runId }) => runId ?? []))];
  const runs = new Map<RunId, Result<Run>>();
  for (let start = 0; start < ids.length && !job.signal.aborted; start += RUNS_AT_ONCE) {
    job.progress({ done: start, total: ids.length, what: `run ${start + 1} of ${ids.length}` });
    const some = ids.slice(start, start + RUNS_AT_ONCE);
    const read = await Promise.all(some.map(runId => store.getRun({ runId }, job)));
    for (const [index, runId] of some.entries()) {
      const run = read[index];
      if (run !== undefined) runs.set(runId, run);
    }
  }
  return runs;
}

function toTrendVersion({ version, stage, aliases, creationTime, runId }: ModelVersion, runs: Runs): TrendVersion {
  const run = runId === null ? undefined : runs.get(runId);
  const metrics = run?.ok ? Object.entries(run.value.metrics).map(([name, value]) => [name, toJsonNumber(value)] as const) : [];
  return {
    version,
    stage,
    aliases,
    createdAt: creationTime,
    runName: run?.ok ? run.value.runName : null,
    metrics: Object.fromEntries(metrics),
    problem: problemOf(run),
  };
}

function problemOf(run: Result<Run> | undefined): string | null {
  if (run === undefined) return 'It was registered without a source run.';
  return run.ok ? null : failureSentence(run.failure);
}
