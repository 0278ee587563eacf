import { type Job } from '../base/protocol';
import { failure, type Result, success } from '../base/result';
import { type Run } from '../domain/run';
import { type Signature } from '../formats/contract';
import { compareDatasets } from './compareDatasets';
import { compareFiles } from './compareFiles';
import { compareMetrics } from './compareMetrics';
import { compareSignatures } from './compareSignatures';
import {
  type CommitComparison,
  type VersionComparison,
  type VersionKey,
  type VersionsReport,
  type VersionsRequest,
  type VersionsService,
} from './contract';
import { readTrend } from './metricTrend';
import { compareTexts } from './textRows';
import { readVersionFacts, resolveVersion, type VersionFacts, type VersionsParts } from './versionFacts';

/** Versions in a plot of their own. */
const MOST_VERSIONS = 500;

/** Versions in the plot beside a comparison, which should not wait for it. */
const MOST_BESIDE = 100;

const COMMIT_TAG = 'mlflow.source.git.commit';

/** Compares versions by what the store and their model folders say of them. Nothing of a model is executed. */
export function createVersionsService(parts: VersionsParts): VersionsService {
  return {
    report: (request, job) => report(parts, request, job),
    signature: (version, job) => signature(parts, version, job),
  };
}

async function report(parts: VersionsParts, request: VersionsRequest, job: Job): Promise<Result<VersionsReport>> {
  const at = Date.now();
  const shown = request.kind === 'trend' ? await trendOnly(parts, request, job) : await compare(parts, request, job);
  if (!shown.ok) return shown;
  return success({ schema: 1, at, tookMs: Date.now() - at, request, ...shown.value });
}

type Shown = Pick<VersionsReport, 'comparison' | 'trend'>;

async function trendOnly(parts: VersionsParts, request: VersionsRequest & { kind: 'trend' }, job: Job): Promise<Result<Shown>> {
  const trend = await readTrend(parts.store, request.model, MOST_VERSIONS, job);
  if (!trend.ok) return trend;
  if (trend.value.versions.length === 0) return failure('not_found', 'The model has no versions.', { nextStep: 'Register one first.' });
  return success({ comparison: null, trend: trend.value });
}

async function compare(parts: VersionsParts, request: VersionsRequest & { kind: 'compare' }, job: Job): Promise<Result<Shown>> {
  const from = await readVersionFacts(parts, request.from, job);
  if (!from.ok) return from;
  const to = await readVersionFacts(parts, request.to, job);
  if (!to.ok) return to;
  const isOneModel = request.from.name === request.to.name;
  const trend = isOneModel ? await readTrend(parts.store, request.to.name, MOST_BESIDE, job) : null;
  if (job.signal.aborted) return failure('cancelled', 'Cancelled.');
  return success({ comparison: comparisonOf(from.value, to.value), trend: trend?.ok ? trend.value : null });
}

function comparisonOf(from: VersionFacts, to: VersionFacts): VersionComparison {
  const runs = { from: from.run, to: to.run };
  return {
    from: from.side,
    to: to.side,
    signature: compareSignatures({ from: from.signature, to: to.signature }),
    metrics: compareMetrics({ from: runs.from?.metrics ?? null, to: runs.to?.metrics ?? null }),
    params: compareTexts({ from: runs.from?.params ?? null, to: runs.to?.params ?? null }),
    versionTags: compareTexts({ from: ownTags(from.version.tags), to: ownTags(to.version.tags) }),
    runTags: compareTexts({ from: runs.from && ownTags(runs.from.tags), to: runs.to && ownTags(runs.to.tags) }),
    datasets: compareDatasets({ from: from.datasets, to: to.datasets }),
    files: {
      isOneFolder: from.folder !== null && from.folder === to.folder,
      rows: compareFiles({ from: from.files, to: to.files }),
    },
    commit: commitsOf(runs.from, runs.to),
  };
}

type Tags = Readonly<Record<string, string>>;

/** Without MLflow's and our own bookkeeping, which differs from run to run by nature. */
function ownTags(tags: Tags): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([name]) => !/^(mlflow|modelops)\./.test(name)));
}

function commitsOf(fromRun: Run | null, toRun: Run | null): CommitComparison {
  const from = fromRun?.tags[COMMIT_TAG] ?? null;
  const to = toRun?.tags[COMMIT_TAG] ?? null;
  if (from === null || to === null) return { from, to, verdict: 'unknown' };
  return { from, to, verdict: from === to ? 'same' : 'different' };
}

async function signature(parts: VersionsParts, version: VersionKey, job: Job): Promise<Result<Signature | null>> {
  const folder = await resolveVersion(parts, version, job);
  const model = folder.ok ? await parts.readModelFolder(folder.value) : folder;
  return model.ok ? success(model.value.signature) : model;
}
