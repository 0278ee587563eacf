import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { explainInPieces, type RunExplainTask } from '../../../src/explain/explainInPieces';
import { type ExplainAnswer, type ExplainNote, type ExplainTask } from '../../../src/explain/explainRows';
import { treeShap } from '../../../src/explain/treeShap';
import { type ModelFolder, type TreeEnsemble } from '../../../src/formats/contract';
import { parseTreeEnsemble } from '../../../src/formats/parseTreeEnsemble';
import { readModelFolder } from '../../../src/formats/readModelFolder';
import { WorkerPool } from '../../../src/platform/workerPool';
import { randomEnsemble, randomRows } from './randomEnsemble';

let pool: WorkerPool<ExplainTask, ExplainAnswer, ExplainNote>;
const run: RunExplainTask = work => pool.run(work);

async function bundle(worker: string): Promise<string> {
  const outfile = join(mkdtempSync(join(tmpdir(), 'modelops-worker-')), 'worker.cjs');
  await build({
    entryPoints: [join(import.meta.dirname, '../../../src', worker)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  return outfile;
}

beforeAll(async () => {
  pool = new WorkerPool(await bundle('explain/explain.worker.ts'), 2);
});

afterAll(() => pool.dispose());

test('threads give the values of one thread', async () => {
  const ensemble = randomEnsemble(1, { library: 'lightgbm', features: 6, trees: 30, depth: 6 });
  const matrix = randomRows(2, ensemble, 101);
  const explained = await explainInPieces({ ensemble, matrix, rows: 101, keepRows: 60 }, run, 4, unattendedJob());
  const direct = treeShap(ensemble, matrix);
  if (!explained.ok) throw new Error(explained.failure.message);
  expect(explained.value.values).toEqual(direct.values.subarray(0, 60 * 6));
  expect(explained.value.baseValues).toEqual(direct.baseValues);
  expect(explained.value.margins).toHaveLength(101);
});

test('a model file is parsed on a thread of its own', async () => {
  const outfile = await bundle('formats/parseModel.worker.ts');
  const parsers = new WorkerPool<ModelFolder, TreeEnsemble>(outfile, 1);
  const folder = await readModelFolder(join(import.meta.dirname, '../../golden/formats/xgb_categorical.ubj'));
  if (!folder.ok) throw new Error(folder.failure.message);
  const parsed = await parsers.run({ task: folder.value, transfer: [], signal: new AbortController().signal });
  expect(parsed).toEqual(await parseTreeEnsemble(folder.value));
  const gone = await parsers.run({ task: { ...folder.value, modelFile: 'gone.json' }, transfer: [], signal: new AbortController().signal });
  expect(gone).toMatchObject({ ok: false, failure: { reason: 'not_found' } });
  parsers.dispose();
});

test('a cancel is answered within 200 ms, and the pool works on', async () => {
  const ensemble = randomEnsemble(3, { library: 'xgboost', features: 20, trees: 300, depth: 10 });
  const matrix = randomRows(4, ensemble, 4000);
  const controller = new AbortController();
  const notes: number[] = [];
  const started = explainInPieces({ ensemble, matrix, rows: 4000, keepRows: 0 }, run, 2, {
    signal: controller.signal,
    progress: ({ done }) => void notes.push(done),
  });
  await new Promise<void>(resolve => {
    const wait = setInterval(() => {
      if (notes.length < 3) return;
      clearInterval(wait);
      resolve();
    }, 5);
  });
  const asked = performance.now();
  controller.abort();
  expect(await started).toMatchObject({ ok: false, failure: { reason: 'cancelled' } });
  expect(performance.now() - asked).toBeLessThan(200);
  const small = await explainInPieces({ ensemble, matrix: matrix.slice(0, 20), rows: 1, keepRows: 1 }, run, 2, unattendedJob());
  expect(small.ok).toBe(true);
});
