import * as assert from 'node:assert/strict';
import { closeSync, openSync, writeSync } from 'node:fs';
import * as path from 'node:path';
import { type Job } from '../../src/base/protocol';
import { type Result } from '../../src/base/result';
import { driftCalls, type DriftRequest } from '../../src/drift/contract';
import { explainCalls } from '../../src/explain/contract';
import { connectToSample, parts, scratch, valueOf } from './support';

const ROWS = 200_000;

/** A table that takes seconds to compare: ten columns of numbers from a small generator. */
function writeTable(name: string, seed: number): string {
  const file = path.join(scratch, name);
  const handle = openSync(file, 'w');
  let state = seed;
  const next = (): string => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 4294967296).toFixed(6);
  };
  writeSync(handle, 'a,b,c,d,e,f,g,h,i,j\n');
  for (let block = 0; block < ROWS / 1000; block++) {
    writeSync(handle, Array.from({ length: 1000 }, () => Array.from({ length: 10 }, next).join(',')).join('\n') + '\n');
  }
  closeSync(handle);
  return file;
}

/** Cancels a job after a while. @returns how long it went on after that, in milliseconds. */
async function timeToStop(start: (job: Job) => Promise<Result<unknown>>, after: number): Promise<number> {
  const cancel = new AbortController();
  const running = start({ signal: cancel.signal, progress: () => undefined });
  await new Promise(resolve => setTimeout(resolve, after));
  const cancelledAt = performance.now();
  cancel.abort();
  const result = await running;
  assert.ok(!result.ok && result.failure.reason === 'cancelled', 'the job was over before it could be cancelled');
  return performance.now() - cancelledAt;
}

export function cancelTests(): void {
  describe('a cancelled job', () => {
    let drift: DriftRequest;

    before(async () => {
      const files = { reference: writeTable('reference.csv', 1), current: writeTable('current.csv', 2) };
      drift = { ...files, model: null, columns: null, ignore: [], roles: {}, types: {}, profile: 'evidently' };
    });

    for (const after of [20, 150, 600]) {
      it(`of drift stops within 200 ms, ${after} ms after its start`, async () => {
        const { engine } = await parts();
        const stopped = await timeToStop(job => engine.ask(driftCalls.compute, { request: drift, reportsFolder: scratch }, job), after);
        assert.ok(stopped < 200, `it took ${stopped.toFixed(0)} ms`);
      });
    }

    it('of an explanation stops within 200 ms', async () => {
      const folder = await connectToSample();
      const { engine } = await parts();
      const request = {
        model: 'models:/flight_delay_model/4',
        data: path.join(folder, 'data', 'reference.parquet'),
        rows: { kind: 'all' },
        target: null,
        prediction: null,
      } as const;
      const stopped = await timeToStop(job => engine.ask(explainCalls.explain, { request, withValues: true, forPage: true }, job), 150);
      assert.ok(stopped < 200, `it took ${stopped.toFixed(0)} ms`);
    });

    it('leaves an engine that works on', async () => {
      const { engine } = await parts();
      const report = valueOf(await engine.ask(driftCalls.compute, { request: { ...drift, columns: ['a'] }, reportsFolder: scratch }));
      assert.equal(report.dataset.columns, 1);
      assert.equal(report.reference.rows, ROWS);
    });
  });
}
