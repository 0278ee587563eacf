import { build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unattendedJob } from '../../../../src/base/protocol';
import { failure, type Result } from '../../../../src/base/result';
import { type TogetherDrift } from '../../../../src/domain/togetherDrift';
import { type DriftReport, type DriftRequest, withoutPageData } from '../../../../src/drift/contract';
import { compareInThread } from '../../../../src/drift/columnWork';
import { createDriftService, type DriftServiceParts } from '../../../../src/drift/driftService';
import { type FoldJudgement } from '../../../../src/drift/together/judgeFold';
import { type RunTogether } from '../../../../src/drift/together/runTogether';
import { type FoldTask, togetherInThreads } from '../../../../src/drift/together/togetherInThreads';
import { type TogetherTask } from '../../../../src/drift/together/togetherTask';
import { sampledRows } from '../../../../src/numeric/sampledRows';
import { WorkerPool } from '../../../../src/platform/workerPool';
import { TableFolder, value } from '../../data/tables';
import { request } from '../evidently';

const folder = new TableFolder();
afterAll(() => folder.remove());

function service(more: Partial<DriftServiceParts> = {}): ReturnType<typeof createDriftService> {
  const unknown = (): Promise<Result<never>> => Promise.resolve(failure('not_found', 'There is no such model.'));
  return createDriftService({ tables: folder.reader, resolveModel: unknown, readModelFolder: unknown, runTask: compareInThread, ...more });
}

async function compute(files: readonly [string, string], change: Partial<DriftRequest>, by = service()): Promise<DriftReport> {
  return value(await by.compute(request(...files, change), unattendedJob()));
}

/** What was gathered, instead of its comparison. */
async function gathered(files: readonly [string, string], change: Partial<DriftRequest> = {}): Promise<TogetherTask> {
  let task: TogetherTask | undefined;
  const runTogether: RunTogether = work => {
    task = work.task;
    return Promise.resolve(failure('unavailable', 'Enough.'));
  };
  await service({ runTogether }).compute(request(...files, { together: true, ...change }), unattendedJob());
  if (task === undefined) throw new Error('Nothing was gathered.');
  return task;
}

function csv(name: string, header: string, count: number, line: (row: number) => string): string {
  return folder.write(`${header}\n${Array.from({ length: count }, (_, row) => `${line(row)}\n`).join('')}`, name);
}

const header = 'id,at,a,b,c,note,target';
const line = (row: number): string =>
  `${row},2024-01-01 00:00:00,${row / 2},${row % 7 === 0 ? '' : -row},${'xyz'[row % 3]},note ${row},${row % 2}`;
const few = [csv('r.csv', header, 120, line), csv('c.csv', header, 100, line)] as const;
const roles = { id: 'id', target: 'target' };

describe('rows of all columns', () => {
  it('are the same of each column, drawn once', async () => {
    const large = csv('large.csv', 'a,b,c', 25_000, row => `${row},${-2 * row},${row % 2 === 0 ? 'even' : 'odd'}`);
    const { rows, columns } = await gathered([large, few[1]], { types: { c: 'categorical' } });
    expect(rows).toEqual({ reference: 5_000, current: 100 });
    const [a, b, c] = ['a', 'b', 'c'].map(name => columns.find(column => column.name === name)?.reference ?? new Float64Array(0));
    expect(new Set(a).size).toBe(5_000);
    expect(a?.every((each, row) => b?.[row] === -2 * each)).toBe(true);
    const evens = new Set(a?.filter((_, row) => c?.[row] === c?.[a.findIndex(each => each % 2 === 0)]));
    expect([...evens].every(each => each % 2 === 0)).toBe(true);
  });

  it('are fewer of many columns', async () => {
    const names = Array.from({ length: 40 }, (_, k) => `n${k}`);
    const side = (name: string) => csv(name, names.join(), 3_000, row => names.map((_, k) => row + k).join());
    const { rows } = await gathered([side('forty.csv'), side('forty-more.csv')]);
    expect(rows).toEqual({ reference: 1_250, current: 1_250 });
  });

  it('hold features only, and say what is left out', async () => {
    const { columns, leftOut } = await gathered(few, { roles, types: { at: 'datetime' } });
    expect(columns.map(({ name, kind }) => `${name} ${kind}`).toSorted()).toEqual(['a numbers', 'b numbers', 'c categories']);
    const reasons = new Map(leftOut.flatMap(({ reason, columns: names }) => names.map(name => [name, reason] as const)));
    expect([...reasons.keys()].toSorted()).toEqual(['at', 'id', 'note', 'target']);
    expect(reasons.get('note')).toContain('text');
    expect(reasons.get('id')).toBe('They are not features.');
  });

  it('are at most 100 columns, those with the largest severity', async () => {
    const names = Array.from({ length: 203 }, (_, k) => `n${k}`);
    const side = (name: string, shift: number) =>
      csv(name, names.join(), 60, row => names.map((_, k) => row + (k >= 150 ? shift : 0)).join());
    const { columns, leftOut } = await gathered([side('wide.csv', 0), side('moved.csv', 500)]);
    expect(columns).toHaveLength(100);
    expect(columns.slice(0, 53).map(({ name }) => name)).toEqual(names.slice(150));
    expect(leftOut).toEqual([{ reason: expect.stringContaining('100') as string, columns: names.slice(47, 150) }]);
  });

  it('beyond the memory limit are left out', async () => {
    const by = service({ memoryLimit: 1 });
    const { together } = await compute(few, { together: true, roles }, by);
    expect(together).toMatchObject({ drifted: null, columns: [] });
    expect(together?.leftOut.some(({ reason }) => reason.includes('memory limit'))).toBe(true);
  });
});

describe('a report', () => {
  it('has the part only where it is asked for, also as it is printed', async () => {
    const without = await compute(few, { roles });
    expect('together' in withoutPageData(without)).toBe(false);
    const found = await compute(few, { roles, together: true });
    expect(found.together).toMatchObject({ rows: { reference: 120, current: 100 } });
    expect(found.columns).toEqual(without.columns);
    expect(withoutPageData(found).together).toEqual(found.together);
  });
});

describe('on a worker thread', () => {
  const script = path.join(folder.path, 'together.worker.js');
  const sourceOf = (name: string): string => fileURLToPath(new URL(`../../../../src/drift/together/${name}.ts`, import.meta.url));
  beforeAll(() =>
    build({
      entryPoints: [sourceOf('together.worker'), sourceOf('fold.worker')],
      outdir: folder.path,
      bundle: true,
      platform: 'node',
      logLevel: 'silent',
    }),
  );

  it('comes to the same', async () => {
    const pool = new WorkerPool<TogetherTask, TogetherDrift>(script, 1);
    const there = await compute(few, { roles, together: true }, service({ runTogether: work => pool.run(work) }));
    pool.dispose();
    expect(there.together).toEqual((await compute(few, { roles, together: true })).together);
  });

  it('comes to the same with each fold on a thread of its own, and where there is nothing to judge', async () => {
    const compare = new WorkerPool<TogetherTask, TogetherDrift>(script, 1);
    const judge = new WorkerPool<FoldTask, FoldJudgement>(path.join(folder.path, 'fold.worker.js'), 2);
    const runTogether = togetherInThreads({ judge: work => judge.run(work), compare: work => compare.run(work) });
    for (const columns of [null, ['target']]) {
      const asked = { roles, together: true, columns } as const;
      const there = await compute(few, asked, service({ runTogether }));
      expect(there.together).toEqual((await compute(few, asked)).together);
    }
    compare.dispose();
    judge.dispose();
  });

  it('stops at once when cancelled', async () => {
    const pool = new WorkerPool<TogetherTask, TogetherDrift>(script, 1);
    const names = Array.from({ length: 40 }, (_, k) => `n${k}`);
    const large = csv('long.csv', names.join(), 10_000, row => names.map((_, k) => (row * (7919 + k)) % 10_007).join());
    const controller = new AbortController();
    let cancelled = 0;
    const running = service({ runTogether: work => pool.run(work) }).compute(request(large, large, { together: true }), {
      signal: controller.signal,
      progress: ({ what }) => {
        if (what !== 'all columns together') return;
        setTimeout(() => {
          cancelled = performance.now();
          controller.abort();
        }, 20);
      },
    });
    expect(await running).toMatchObject({ ok: false, failure: { reason: 'cancelled' } });
    expect(performance.now() - cancelled).toBeLessThan(1000);
    pool.dispose();
  });
});

describe('sampled rows', () => {
  it('are all where they are no more, else distinct, in order and the same for a seed', () => {
    expect([...sampledRows(5, 5, 1)]).toEqual([0, 1, 2, 3, 4]);
    const rows = sampledRows(1_000_000, 1000, 7);
    expect(new Set(rows).size).toBe(1000);
    expect([...rows]).toEqual([...rows].sort((a, b) => a - b));
    expect(rows).toEqual(sampledRows(1_000_000, 1000, 7));
    expect(rows).not.toEqual(sampledRows(1_000_000, 1000, 8));
    expect(rows.reduce((sum, row) => sum + row, 0) / 1000).toBeCloseTo(500_000, -5);
  });

  it('take each row as often as any other', () => {
    const taken = new Array<number>(10).fill(0);
    for (let seed = 0; seed < 5000; seed++) for (const row of sampledRows(10, 3, seed)) taken[row] = (taken[row] ?? 0) + 1;
    for (const count of taken) expect(Math.abs(count - 1500)).toBeLessThan(150);
  });
});
