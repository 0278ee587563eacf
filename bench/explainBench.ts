import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unattendedJob } from '../src/base/protocol';
import { explainInPieces } from '../src/explain/explainInPieces';
import { type ExplainAnswer, type ExplainNote, type ExplainTask } from '../src/explain/explainRows';
import { treeShap } from '../src/explain/treeShap';
import { type TreeEnsemble } from '../src/formats/contract';
import { parseTreeEnsemble } from '../src/formats/parseTreeEnsemble';
import { readModelFolder } from '../src/formats/readModelFolder';
import { WorkerPool } from '../src/platform/workerPool';
import { peersPython } from '../test/support/peersPython';
import { type BenchResult } from './benchResult';

const FEATURES = 28;
const ROWS = 1000;
const TIMES_FASTER = 3;
const REPEATS = 5;

/**
 * SHAP values of 1,000 rows of an XGBoost model with 500 trees of depth 8 and 28 features: ours on one thread against
 * the faster of XGBoost's `pred_contribs` and `shap.TreeExplainer`, both on one thread. Each is the fastest of several
 * runs after the first, models and rows in memory. Ours with two worker threads stands beside it in the name.
 */
export async function explainBench(): Promise<BenchResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'modelops-bench-'));
  try {
    const peer = runPeer(folder);
    const ensemble = await load(path.join(folder, 'model.ubj'));
    const matrix = numbersOf(path.join(folder, 'rows.bin'));
    checkValues(treeShap(ensemble, matrix).values, numbersOf(path.join(folder, 'values.bin')));
    const ours = await fastest(() => Promise.resolve(treeShap(ensemble, matrix)));
    const twoThreads = await timeThreads(ensemble, matrix, 2);
    const fastestPeer = Math.min(peer.xgboost, peer.shap);
    return {
      name: `SHAP, XGBoost ${ensemble.treeOutput.length} trees depth 8, ${FEATURES} features, ${ROWS.toLocaleString('en')} rows, one thread (two threads: ${Math.round(twoThreads)} ms)`,
      ours,
      peer: fastestPeer,
      unit: 'ms',
      target: `at least ${TIMES_FASTER} times faster than shap.TreeExplainer and pred_contribs`,
      met: fastestPeer >= TIMES_FASTER * ours,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runPeer(folder: string): { xgboost: number; shap: number } {
  const python = peersPython();
  const script = path.join(process.env['MODELOPS_ROOT'] ?? process.cwd(), 'bench', 'explainBenchPeer.py');
  const run = spawnSync(python, [script, folder], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`XGBoost and shap could not be timed with ${python}: ${run.stderr}`);
  return JSON.parse(run.stdout) as { xgboost: number; shap: number };
}

async function load(file: string): Promise<TreeEnsemble> {
  const folder = await readModelFolder(file);
  if (!folder.ok) throw new Error(folder.failure.message);
  const ensemble = await parseTreeEnsemble(folder.value);
  if (!ensemble.ok) throw new Error(ensemble.failure.message);
  return ensemble.value;
}

function numbersOf(file: string): Float64Array {
  const bytes = readFileSync(file);
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** Both sides must have done the same work. XGBoost's rows end with the base value. */
function checkValues(ours: Float64Array, theirs: Float64Array): void {
  let worst = 0;
  for (let row = 0; row < ROWS; row++) {
    for (let feature = 0; feature < FEATURES; feature++) {
      worst = Math.max(worst, Math.abs((ours[row * FEATURES + feature] as number) - (theirs[row * (FEATURES + 1) + feature] as number)));
    }
  }
  if (!(worst < 1e-4)) throw new Error(`Ours and XGBoost's values differ by ${worst}.`);
}

async function timeThreads(ensemble: TreeEnsemble, matrix: Float64Array, threads: number): Promise<number> {
  const worker = path.join(process.env['MODELOPS_ROOT'] ?? process.cwd(), 'dist', 'explain.worker.js');
  const pool = new WorkerPool<ExplainTask, ExplainAnswer, ExplainNote>(worker, threads);
  try {
    return await fastest(async () => {
      const explained = await explainInPieces(
        { ensemble, matrix, rows: ROWS, keepRows: ROWS },
        work => pool.run(work),
        threads,
        unattendedJob(),
      );
      if (!explained.ok) throw new Error(explained.failure.message);
    });
  } finally {
    pool.dispose();
  }
}

async function fastest(work: () => Promise<unknown>): Promise<number> {
  await work();
  let best = Infinity;
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const started = performance.now();
    await work();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}
