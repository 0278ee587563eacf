import Database from 'better-sqlite3';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Result } from '../src/base/result';
import { modelName, runId, type ExperimentId } from '../src/domain/ids';
import { type Run } from '../src/domain/run';
import { type Store } from '../src/store/contract';
import { openSqliteStore } from '../src/store/sqlite/openSqliteStore';
import { peersPython } from '../test/support/peersPython';
import { type BenchResult } from './benchResult';
import { fillBenchDatabase, LONG_HISTORY, LONG_METRIC, LONG_RUN } from './storeBenchData';

const PAGE = 100;
const POINTS = 320;
const MODEL = 'model-05000';
const SEARCH = { filter: 'metrics.metric_3 > 10000', order_by: ['metrics.metric_5 DESC'] };

/** One question that both stores are asked, and what is to be said of their times. */
interface Question {
  readonly name: string;
  /** What storeBenchPeer.py is told. */
  readonly peer: Readonly<Record<string, unknown>>;
  readonly repeats: number;
  /** Asks ours; gives what MLflow's answer must be too, or null where they may differ. */
  ask(store: Store, experiment: ExperimentId): Promise<unknown>;
  /** Whether somebody changes the database before each of our reads, so that nothing remembered helps. */
  readonly changed?: boolean;
  readonly mostMs?: number;
  readonly timesFaster?: number;
}

const QUESTIONS: readonly Question[] = [
  {
    name: 'first page of 100,000 runs, after a change',
    peer: { ask: 'runs', limit: PAGE },
    repeats: 15,
    ask: firstPage,
    changed: true,
    mostMs: 60,
  },
  { name: 'first page of 100,000 runs, again', peer: { ask: 'runs', limit: PAGE }, repeats: 31, ask: firstPage, timesFaster: 50 },
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
    name: 'history of 100,000 values, for a plot',
    peer: { ask: 'series', run: LONG_RUN, key: LONG_METRIC, points: POINTS },
    repeats: 9,
    ask: async store => {
      const series = valueOf(await store.metricSeries({ runs: [runId(LONG_RUN)], key: LONG_METRIC, points: POINTS }));
      if (series[0]?.recorded !== LONG_HISTORY) throw new Error('Ours did not look at the whole history.');
      return null;
    },
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
 * Ours against MLflow's own stores on the same file, which lies between no server and the clock. Each time is the fastest
 * of several after the first, so that other programs of the machine count for neither. The file is created by us and
 * upgraded by that MLflow: both read the same tables and indexes.
 */
export async function storeBench(): Promise<BenchResult[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'modelops-bench-'));
  try {
    const file = path.join(folder, 'mlflow.db');
    const experiment = await makeDatabase(file);
    const peer = timeMlflow(file, experiment);
    const store = await open(file, false);
    const other = new Database(file);
    const results: BenchResult[] = [];
    for (const question of QUESTIONS) results.push(await resultOf(question, { store, other, experiment }, peer));
    other.close();
    store.close();
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Ours {
  readonly store: Store;
  readonly other: Database.Database;
  readonly experiment: ExperimentId;
}

async function resultOf(question: Question, ours: Ours, peer: PeerAnswers): Promise<BenchResult> {
  const theirs = peer[question.name];
  if (theirs === undefined) throw new Error(`MLflow was not asked for the ${question.name}.`);
  const { answer, milliseconds } = await timeOurs(question, ours);
  if (answer !== null && JSON.stringify(answer) !== JSON.stringify(theirs.facts))
    throw new Error(`Ours and MLflow's ${question.name} differ.`);
  const { mostMs = Infinity, timesFaster = 0 } = question;
  return {
    name: question.name,
    ours: milliseconds,
    peer: theirs.milliseconds,
    unit: 'ms',
    target: question.mostMs === undefined ? `at least ${timesFaster} times faster than MLflow's store` : `at most ${mostMs} ms`,
    met: milliseconds <= mostMs && theirs.milliseconds >= timesFaster * milliseconds,
  };
}

async function timeOurs(question: Question, { store, other, experiment }: Ours): Promise<{ answer: unknown; milliseconds: number }> {
  const answer = await question.ask(store, experiment);
  const times: number[] = [];
  for (let repeat = 0; repeat < question.repeats; repeat++) {
    if (question.changed) other.prepare('UPDATE runs SET end_time = ? WHERE run_uuid = ?').run(repeat, LONG_RUN);
    const started = performance.now();
    await question.ask(store, experiment);
    times.push(performance.now() - started);
  }
  return { answer, milliseconds: Math.min(...times) };
}

async function firstPage(store: Store, experiment: ExperimentId): Promise<unknown> {
  return valueOf(await store.listRuns({ experiments: [experiment], limit: PAGE })).items.map(factsOf);
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
  askMlflow(['prepare', `sqlite:///${file}`]);
  fillBenchDatabase(file, Number(experiment));
  return experiment;
}

type PeerAnswers = Readonly<Record<string, { readonly milliseconds: number; readonly facts: unknown } | undefined>>;

function timeMlflow(file: string, experiment: ExperimentId): PeerAnswers {
  const questions = QUESTIONS.map(({ name, peer, repeats }) => ({ name, repeats, experiment, ...peer }));
  return JSON.parse(askMlflow(['time', `sqlite:///${file}`, JSON.stringify(questions)])) as PeerAnswers;
}

function askMlflow(args: readonly string[]): string {
  const script = path.join(process.env['MODELOPS_ROOT'] ?? process.cwd(), 'bench', 'storeBenchPeer.py');
  const done = spawnSync(peersPython(), [script, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(`MLflow's store could not be timed: ${done.stderr || String(done.error)}`);
  return done.stdout;
}

async function open(file: string, create: boolean): Promise<Store> {
  return valueOf(await openSqliteStore(`sqlite:///${file}`, { actor: 'bench', create }));
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}
