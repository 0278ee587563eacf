import { join } from 'node:path';
import { type LifecycleStage, type ViewType } from '../../domain/experiment';
import { experimentId, runId, type RunId } from '../../domain/ids';
import { type Run, type RunKeys, type RunStatus } from '../../domain/run';
import { type ExperimentFolder } from './experimentFiles';
import { keysIn, textsIn } from './keyFiles';
import { foldersIn, Meta } from './metaFile';
import { latestPoint, readMetricFile } from './metricFile';

/** MLflow's numbers of its statuses. */
const STATUSES: readonly RunStatus[] = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'];

const PARENT_TAG = 'mlflow.parentRunId';

/** What a run's `meta.yaml` says, and where it lies: all that a list needs to be put in order. */
export interface RunFolder {
  readonly folder: string;
  readonly facts: Omit<Run, 'metrics' | 'params' | 'tags' | 'parentRunId' | 'hasChildren'>;
}

/** The runs of an experiment, newest first, those without a time last. Cost: one small file a run. */
export async function readRunFolders({ folder }: ExperimentFolder, view: ViewType = 'active'): Promise<readonly RunFolder[]> {
  const names = (await foldersIn(folder)).filter(isRunId);
  const found = await Promise.all(names.map(name => readRunFolder(join(folder, name))));
  const shown = found.filter(run => run !== null).filter(run => view === 'all' || run.facts.lifecycleStage === view);
  return shown.sort((a, b) => newestFirst(a.facts, b.facts));
}

/** A run by id; null if no experiment has it. */
export async function findRunFolder(experiments: readonly ExperimentFolder[], id: RunId): Promise<RunFolder | null> {
  if (!isRunId(id)) return null;
  for (const { folder } of experiments) {
    const found = await readRunFolder(join(folder, id));
    if (found !== null) return found;
  }
  return null;
}

/** The whole run. Cost: one file a metric, a param and a tag. @param only reads these keys alone. */
export async function readRun({ folder, facts }: RunFolder, only?: RunKeys): Promise<Run> {
  // The name and the parent are in tags that are always needed.
  const wantedTags = only === undefined ? undefined : [...new Set([...only.tags, PARENT_TAG, 'mlflow.runName'])];
  const [metrics, params, tags] = await Promise.all([
    readMetrics(join(folder, 'metrics'), only?.metrics),
    textsIn(join(folder, 'params'), only?.params),
    textsIn(join(folder, 'tags'), wantedTags),
  ]);
  const parent = tags[PARENT_TAG] ?? '';
  return {
    ...facts,
    runName: facts.runName || (tags['mlflow.runName'] ?? ''),
    metrics,
    params,
    tags,
    parentRunId: parent === '' ? null : runId(parent),
    hasChildren: false,
  };
}

/** The keys that a run has. */
export async function readRunKeys({ folder }: RunFolder): Promise<RunKeys> {
  const [metrics, params, tags] = await Promise.all(['metrics', 'params', 'tags'].map(name => keysIn(join(folder, name))));
  return { metrics: metrics ?? [], params: params ?? [], tags: tags ?? [] };
}

/** Whether this may be the name of a run's folder, and nothing that leads elsewhere. */
function isRunId(name: string): boolean {
  return /^[A-Za-z0-9_-]{1,256}$/.test(name) && !['models', 'tags', 'datasets', 'traces'].includes(name);
}

async function readMetrics(folder: string, only?: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const keys = only ?? (await keysIn(folder));
  const latest = await Promise.all(keys.map(async key => latestPoint((await readMetricFile(join(folder, key))) ?? [])));
  return Object.fromEntries(
    keys.flatMap((key, place) => {
      const point = latest[place] ?? null;
      return point === null ? [] : [[key, point.value]];
    }),
  );
}

async function readRunFolder(folder: string): Promise<RunFolder | null> {
  const meta = await Meta.of(folder);
  const id = meta?.text('run_id') ?? meta?.text('run_uuid') ?? null;
  if (meta === null || id === null) return null;
  return {
    folder,
    facts: {
      runId: runId(id),
      runName: meta.text('run_name') ?? meta.text('name') ?? '',
      experimentId: experimentId(meta.text('experiment_id') ?? ''),
      status: statusOf(meta),
      startTime: meta.number('start_time'),
      endTime: meta.number('end_time'),
      userId: meta.text('user_id') ?? '',
      lifecycleStage: stageOf(meta),
      artifactUri: meta.text('artifact_uri') ?? '',
    },
  };
}

function statusOf(meta: Meta): RunStatus {
  const status = meta.text('status') ?? '';
  return STATUSES[Number(status) - 1] ?? STATUSES.find(name => name === status) ?? 'FINISHED';
}

function stageOf(meta: Meta): LifecycleStage {
  return meta.text('lifecycle_stage') === 'deleted' ? 'deleted' : 'active';
}

function newestFirst(a: RunFolder['facts'], b: RunFolder['facts']): number {
  const [left, right] = [a.startTime ?? -Infinity, b.startTime ?? -Infinity];
  return left === right ? (a.runId < b.runId ? -1 : 1) : right - left;
}
