import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WorkerPool } from '../../../src/platform/workerPool';

const script = `
const { parentPort, threadId } = require('node:worker_threads');
parentPort.on('message', task => {
  if (task.kind === 'crash') throw new Error('no luck');
  if (task.kind === 'hang') for (;;) { /* never gives the thread back */ }
  parentPort.postMessage({ kind: 'note', note: 'started' });
  parentPort.postMessage({ kind: 'done', result: { ok: true, value: threadId } });
});`;

type Task = { kind: 'answer' | 'crash' | 'hang' };
let folder = '';
let scriptPath = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'worker-pool-'));
  scriptPath = path.join(folder, 'test.worker.js');
  writeFileSync(scriptPath, script);
});
afterAll(() => rmSync(folder, { recursive: true }));

const never = new AbortController().signal;
const task = (kind: Task['kind'], signal = never) => ({ task: { kind }, transfer: [], signal });

test('a finished thread is used again', async () => {
  const pool = new WorkerPool<Task, number, string>(scriptPath, 1);
  const first = await pool.run(task('answer'));
  const second = await pool.run(task('answer'));
  expect(first).toEqual(second);
  pool.dispose();
});

test('notes reach the caller', async () => {
  const pool = new WorkerPool<Task, number, string>(scriptPath, 1);
  const notes: string[] = [];
  await pool.run({ ...task('answer'), onNote: note => notes.push(note) });
  expect(notes).toEqual(['started']);
  pool.dispose();
});

test('a thread that never yields is stopped within 200 ms of the cancel', async () => {
  const pool = new WorkerPool<Task, number, string>(scriptPath, 1);
  const controller = new AbortController();
  const running = pool.run(task('hang', controller.signal));
  await new Promise(resolve => setTimeout(resolve, 100));
  const cancelledAt = performance.now();
  controller.abort();
  expect(await running).toMatchObject({ ok: false, failure: { reason: 'cancelled' } });
  expect(performance.now() - cancelledAt).toBeLessThan(200);
  expect(await pool.run(task('answer'))).toMatchObject({ ok: true });
  pool.dispose();
});

test('a crash is a failure of its task only', async () => {
  const pool = new WorkerPool<Task, number, string>(scriptPath, 1);
  expect(await pool.run(task('crash'))).toMatchObject({ ok: false, failure: { reason: 'unavailable' } });
  expect(await pool.run(task('answer'))).toMatchObject({ ok: true });
  pool.dispose();
});

test('a task that waits for a thread can be cancelled too', async () => {
  const pool = new WorkerPool<Task, number, string>(scriptPath, 1);
  const first = new AbortController();
  const second = new AbortController();
  const running = pool.run(task('hang', first.signal));
  const waiting = pool.run(task('answer', second.signal));
  second.abort();
  expect(await waiting).toMatchObject({ ok: false, failure: { reason: 'cancelled' } });
  first.abort();
  await running;
  pool.dispose();
});
