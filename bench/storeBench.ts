import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Result } from '../src/base/result';
import { modelName, runId, type ExperimentId } from '../src/domain/ids';
import { type Run } from '../src/domain/run';
import { type Store } from '../src/store/contract';
import { openSqliteStore } from '../src/store/sqlite/openSqliteStore';
import { type BenchResult } from './benchResult';
import { fillBenchDatabase, LONG_HISTORY, LONG_METRIC, LONG_RUN } from './storeBenchData';
import { MlflowPeer, upgradeWithMlflow, type PeerAnswer } from './storeBenchPeer';

const PAGE = 100;
const POINTS = 320;
const MODEL = 'model-05000';
const SEARCH = { filter: 'metrics.metric_3 > 10000', order_by: ['metrics.metric_5 DESC'] };

/** Neither is asked again after so long, and MLflow not waited for longer than the second. */
const ENOUGH_MS = 15_000;
const PATIENCE_MS = 30_000;

/** One question that both stores are asked, and what is to be said of their times. */
interface Question {
  readonly name: string;
  /** What storeBenchPeer.py is told. */
  readonly peer: Readonly<Record<string, unknown>>;
  readonly repeats: number;
  /** Asks ours; gives what MLflow's answer must be too, or null where they may differ. */
  ask(store: Store, experiment: ExperimentId): Promise<unknown>;
  /**
   * 'fresh': each time of a store that was just opened and asked something small, so that nothing is prepared, read or
   * remembered. 'changed': of the same store, after another program's commit. Else of the same store, while nothing changes.
   */
  readonly when?: 'fresh' | 'changed';
  readonly mostMs?: number;
  readonly timesFaster?: number;
}

const QUESTIONS: readonly Question[] = [
  {
    name: 'first page of 100,000 runs, of a store just opened',
    peer: { ask: 'runs', limit: PAGE },
    repeats: 15,
    ask: firstPage,
    when: 'fresh',
    mostMs: 60,
    timesFaster: 50,
  },
  {
    name: "first page of 100,000 runs, after another program's commit",
    peer: { ask: 'runs', limit: PAGE },
    repeats: 15,
    ask: firstPage,
    when: 'changed',
    mostMs: 60,
  },
  { name: 'first page of 100,000 runs, again', peer: { ask: 'runs', limit: PAGE }, repeats: 15, ask: firstPage, mostMs: 60 },
  {
    name: 'first page of 100,000 runs, filtered by a metric and ordered by another',
    peer: { ask: 'runs', limit: PAGE, ...SEARCH },
    repeats: 9,
    ask: async (store, experiment) => {
      const search = { filter: SEARCH.filter, orderBy: SEARCH.order_by };
      return valueOf(await store.listRuns({ experiments: [experiment], limit: PAGE, ...search })).items.map(factsOf);
    },
    timesFaster: 20,
  },
  {
    name: "history of 100,000 values for a plot, against MLflow's sample of them",
    peer: { ask: 'series', run: LONG_RUN, key: LONG_METRIC, points: POINTS },
    repeats: 15,
    ask: plotted,
    timesFaster: 10,
  },
  {
    name: 'history of 100,000 values for a plot, against all of them from MLflow',
    peer: { ask: 'history', run: LONG_RUN, key: LONG_METRIC },
    repeats: 15,
    ask: plotted,
    timesFaster: 10,
  },
  {
    name: 'first page of 10,000 models',
    peer: { ask: 'models', limit: PAGE },
    repeats: 15,
    ask: async store => valueOf(await store.listModels({ limit: PAGE })).items.map(model => model.name),
    mostMs: 30,
  },
  {
    name: 'versions of one of 10,000 models',
    peer: { ask: 'versions', model: MODEL },
    repeats: 31,
    ask: async store => {
      const page = valueOf(await store.listVersions({ name: modelName(MODEL) }));
      return page.items.map(version => Number(version.version)).sort((a, b) => a - b);
    },
    mostMs: 30,
  },
];

/**
 * Ours against MLflow's own stores on the same file, which lies between no server and the clock: each question of ours and of
 * MLflow in turn, and of each the fastest answer, so that other programs of the machine count for neither. The file is created
 * by us and upgraded by that MLflow: both read the same tables and indexes. Opening a store, Python's imports and a process's
 * first use of a library are in no time.
 */
export async function storeBench(): Promise<BenchResult[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'modelops-bench-'));
  const file = path.join(folder, 'mlflow.db');
  const peer = new MlflowPeer(uriOf(file));
  try {
    const experiment = await makeDatabase(file);
    const store = await open(file, false);
    const other = new Database(file);
    const results: BenchResult[] = [];
    for (const question of QUESTIONS) results.push(await resultOf(question, { file, store, other, experiment, peer }));
    other.close();
    store.close();
    return results;
  } finally {
    peer.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Stores {
  readonly file: string;
  readonly store: Store;
  /** Another program's connection. */
  readonly other: Database.Database;
  readonly experiment: ExperimentId;
  readonly peer: MlflowPeer;
}

async function resultOf(question: Question, stores: Stores): Promise<BenchResult> {
  const ours: PeerAnswer[] = [];
  const theirs: (PeerAnswer | null)[] = [];
  for (let repeat = 0; repeat < question.repeats; repeat++) {
    if (question.when === 'changed') stores.other.prepare('UPDATE runs SET end_time = ? WHERE run_uuid = ?').run(repeat, LONG_RUN);
    if (spent(ours) < ENOUGH_MS) ours.push(await askOurs(question, stores));
    const asked = { ...question.peer, experiment: stores.experiment, fresh: question.when === 'fresh' };
    if (spent(theirs) < ENOUGH_MS) theirs.push(await stores.peer.ask(asked, PATIENCE_MS));
  }
  const [answer, peerAnswer] = [ours[0]?.facts ?? null, theirs[0] ?? null];
  if (answer !== null && peerAnswer !== null && JSON.stringify(answer) !== JSON.stringify(peerAnswer.facts))
    throw new Error(`Ours and MLflow's ${question.name} differ.`);
  const times = { ours: least(ours, 'milliseconds'), peer: least(theirs, 'milliseconds') };
  const { mostMs = Infinity, timesFaster = 0 } = question;
  const peerIsLonger = theirs.includes(null);
  const peerProcessor = peerIsLonger ? '' : `, peer ${least(theirs, 'processor').toFixed(1)} ms`;
  return {
    name: question.name,
    ...times,
    unit: 'ms',
    detail: `processor's time: ours ${least(ours, 'processor').toFixed(1)} ms${peerProcessor}`,
    peerIsLonger,
    target: targetOf(question),
    met: times.ours <= mostMs && times.peer >= timesFaster * times.ours,
  };
}

function targetOf({ mostMs, timesFaster }: Question): string {
  const most = mostMs === undefined ? [] : [`at most ${mostMs} ms`];
  return [...most, ...(timesFaster === undefined ? [] : [`at least ${timesFaster} times faster than MLflow's store`])].join(' and ');
}

/** Of the answers, those that did not come in time count as long as they were waited for. */
function least(answers: readonly (PeerAnswer | null)[], which: 'milliseconds' | 'processor'): number {
  return Math.min(...answers.map(answer => answer?.[which] ?? PATIENCE_MS));
}

function spent(answers: readonly (PeerAnswer | null)[]): number {
  return answers.reduce((sum, answer) => sum + (answer?.milliseconds ?? PATIENCE_MS), 0);
}

async function askOurs(question: Question, { file, store, experiment }: Stores): Promise<PeerAnswer> {
  const asked = question.when === 'fresh' ? await open(file, false) : store;
  valueOf(await asked.findExperiment(experiment));
  const [started, used] = [performance.now(), process.cpuUsage()];
  const facts = await question.ask(asked, experiment);
  const [milliseconds, { user, system }] = [performance.now() - started, process.cpuUsage(used)];
  if (asked !== store) asked.close();
  return { milliseconds, processor: (user + system) / 1000, facts };
}

async function firstPage(store: Store, experiment: ExperimentId): Promise<unknown> {
  return valueOf(await store.listRuns({ experiments: [experiment], limit: PAGE })).items.map(factsOf);
}

async function plotted(store: Store): Promise<null> {
  const series = valueOf(await store.metricSeries({ runs: [runId(LONG_RUN)], key: LONG_METRIC, points: POINTS }));
  if (series[0]?.recorded !== LONG_HISTORY) throw new Error('Ours did not look at the whole history.');
  return null;
}

/** What both pages must agree on, run by run. */
function factsOf(run: Run): [string, number, number, number, number] {
  const sum = Object.values(run.metrics).reduce((total, value) => total + value, 0);
  return [run.runId, Object.keys(run.metrics).length, Object.keys(run.params).length, Object.keys(run.tags).length, Math.round(sum * 1e6)];
}

/** MLflow upgrades the database while it is empty, which is quick. */
async function makeDatabase(file: string): Promise<ExperimentId> {
  const store = await open(file, true);
  const experiment = valueOf(await store.createExperiment('many runs')).experimentId;
  store.close();
  upgradeWithMlflow(uriOf(file));
  fillBenchDatabase(file, Number(experiment));
  return experiment;
}

function uriOf(file: string): string {
  return `sqlite:///${file}`;
}

async function open(file: string, create: boolean): Promise<Store> {
  return valueOf(await openSqliteStore(uriOf(file), { actor: 'bench', create }));
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}
