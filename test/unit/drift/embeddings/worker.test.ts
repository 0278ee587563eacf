import { build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compareEmbedding, type EmbeddingTask, type EmbeddingVerdict } from '../../../../src/drift/embeddings/compareEmbedding';
import { embeddingPlan } from '../../../../src/drift/embeddings/embeddingPlan';
import { WorkerPool } from '../../../../src/platform/workerPool';
import { randomNumbers } from '../../../support/randomNumbers';
import { TableFolder, value } from '../../data/tables';

const folder = new TableFolder();
afterAll(() => folder.remove());
let pool: WorkerPool<EmbeddingTask, EmbeddingVerdict>;
beforeAll(async () => {
  const outfile = path.join(folder.path, 'embedding.worker.js');
  const entry = fileURLToPath(new URL('../../../../src/drift/embeddings/embedding.worker.ts', import.meta.url));
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'cjs' });
  pool = new WorkerPool(outfile, 1);
});
afterAll(() => pool.dispose());

function task(rows: number, dimensions: number): EmbeddingTask {
  const values = Float64Array.from({ length: rows * dimensions }, randomNumbers(rows));
  const plan = embeddingPlan({ columns: [], method: 'mmd' }, rows / 2);
  return { both: { values, rows, dimensions }, referenceRows: rows / 2, plan };
}

it('a worker gives what the thread itself gives', async () => {
  const expected = compareEmbedding(task(80, 3));
  const given = task(80, 3);
  const transfer = [given.both.values.buffer as ArrayBuffer];
  expect(value(await pool.run({ task: given, transfer, signal: new AbortController().signal }))).toEqual(expected);
});

it('a cancel does not wait for the kernel', async () => {
  const controller = new AbortController();
  const running = pool.run({ task: task(20_000, 100), transfer: [], signal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  expect(await running).toMatchObject({ ok: false, failure: { reason: 'cancelled' } });
});
