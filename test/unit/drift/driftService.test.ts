import { build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Progress, unattendedJob } from '../../../src/base/protocol';
import { failure, success, type Result } from '../../../src/base/result';
import { modelName, versionNumber } from '../../../src/domain/ids';
import { type ColumnTask } from '../../../src/drift/compareColumn';
import { type DriftColumn, type DriftReport, type DriftRequest, withoutPageData } from '../../../src/drift/contract';
import { compareInThread } from '../../../src/drift/columnWork';
import { createDriftService, type DriftServiceParts } from '../../../src/drift/driftService';
import { type ModelFolder } from '../../../src/formats/contract';
import { WorkerPool } from '../../../src/platform/workerPool';
import { type ResolvedModel } from '../../../src/store/contract';
import { TableFolder, value } from '../data/tables';
import { request } from './evidently';

const folder = new TableFolder();
afterAll(() => folder.remove());

const resolved: ResolvedModel = {
  uri: 'models:/late/3',
  path: '/models/late',
  name: modelName('late'),
  version: versionNumber('3'),
  runId: null,
};
function modelFolder(inputs: readonly (string | null)[]): ModelFolder {
  const columns = inputs.map(name => ({ name, type: 'double', required: true }));
  return {
    path: '/models/late',
    flavor: 'xgboost',
    modelFile: null,
    modelClass: null,
    signature: { inputs: columns, outputs: [], params: [] },
  };
}

function service(more: Partial<DriftServiceParts> = {}): ReturnType<typeof createDriftService> {
  const unknown = (): Promise<Result<never>> => Promise.resolve(failure('not_found', 'There is no such model.'));
  return createDriftService({ tables: folder.reader, resolveModel: unknown, readModelFolder: unknown, runTask: compareInThread, ...more });
}

function withModel(inputs: readonly (string | null)[]): ReturnType<typeof createDriftService> {
  return service({
    resolveModel: () => Promise.resolve(success(resolved)),
    readModelFolder: () => Promise.resolve(success(modelFolder(inputs))),
  });
}

const rows = (count: number, line: (k: number) => string): string => Array.from({ length: count }, (_, k) => `${line(k)}\n`).join('');
const header = 'id,at,a,b,c,target,score\n';
const reference = folder.write(
  header + rows(60, k => `${k},2024-01-${10 + (k % 9)},${k * 1.5},${'xyz'[k % 3]},${k % 4},${k % 2},${k / 60}`),
  'reference.csv',
);
const current = folder.write(
  header + rows(50, k => `${k + 60},2024-02-${10 + (k % 9)},${k * 1.5 + 90.25},${'xyz'[k % 3]},${k % 4},${k % 2},${k / 50}`),
  'current.csv',
);

async function compute(more: Partial<DriftRequest> = {}, by = service()): Promise<DriftReport> {
  return value(await by.compute(request(reference, current, more), unattendedJob()));
}

async function sentence(result: Promise<Result<unknown>>): Promise<string> {
  const { ok, ...rest } = await result;
  expect(ok).toBe(false);
  return 'failure' in rest ? rest.failure.message : '';
}

function facts(report: DriftReport): Record<string, unknown> {
  return Object.fromEntries(report.columns.map(({ name, role, status }) => [name, `${role} ${status}`]));
}

describe('roles', () => {
  it('takes every common column as a feature without a model', async () => {
    const report = await compute();
    expect(report.columns.map(column => column.name)).toEqual(['id', 'at', 'a', 'b', 'c', 'target', 'score']);
    expect(new Set(report.columns.map(column => column.role))).toEqual(new Set(['feature']));
    expect(report.dataset).toMatchObject({ columns: 7, skipped: 0, threshold: 0.5 });
    expect('model' in report).toBe(false);
  });

  it('tests target, prediction and probability beside the share, and id and time not at all', async () => {
    const report = await compute({ roles: { id: 'id', time: 'at', target: 'target', prediction: 'c', probabilities: ['score'] } });
    expect(facts(report)).toEqual({
      id: 'id not_tested',
      at: 'time not_tested',
      a: 'feature ok',
      b: 'feature ok',
      c: 'prediction ok',
      target: 'target ok',
      score: 'probability ok',
    });
    expect(report.dataset).toEqual({ drifted: true, share: 0.5, threshold: 0.5, columns: 2, driftedColumns: 1, skipped: 0 });
    expect(report.columns[0]).toMatchObject({
      reason: 'Columns with the role id are not tested.',
      score: null,
      reference: { count: 60, unique: 60 },
    });
  });

  it("takes the inputs of the model's signature as features", async () => {
    const report = await compute({ model: 'models:/late/3', roles: { target: 'target' } }, withModel(['a', 'b', 'gone']));
    expect(facts(report)).toEqual({ a: 'feature ok', b: 'feature ok', target: 'target ok', gone: 'feature not_computable' });
    expect(report.model).toEqual({ name: 'late', version: '3' });
    expect(report.columns[3]?.reason).toBe('The column is not in the reference data.');
    // One drifted of two, one left out: it could turn the verdict.
    expect(report.dataset).toEqual({ drifted: null, share: 0.5, threshold: 0.5, columns: 2, driftedColumns: 1, skipped: 1 });
  });

  it('falls back to the common columns where the signature names none', async () => {
    expect((await compute({ model: 'models:/late/3' }, withModel([null]))).dataset.columns).toBe(7);
  });

  it('takes only the chosen features and leaves the ignored ones out', async () => {
    expect(facts(await compute({ columns: ['a', 'b'], roles: { target: 'target' } }))).toEqual({
      a: 'feature ok',
      b: 'feature ok',
      target: 'target ok',
    });
    expect(Object.keys(facts(await compute({ ignore: ['id', 'at', 'a'] })))).toEqual(['b', 'c', 'target', 'score']);
  });

  it('names columns and inputs before anything is computed', async () => {
    const inspection = value(await withModel(['a', 'b']).inspect({ reference, current, model: 'models:/late/3' }, unattendedJob()));
    expect(inspection).toEqual({ columns: ['id', 'at', 'a', 'b', 'c', 'target', 'score'], signatureInputs: ['a', 'b'] });
  });
});

describe('bad input', () => {
  it('names what is not there', async () => {
    expect(await sentence(service().compute(request(reference, current, { columns: ['a', 'nope'] }), unattendedJob()))).toBe(
      'There is no column "nope" in the reference and the current data.',
    );
    expect(await sentence(service().compute(request(reference, current, { roles: { target: 'x\ny' } }), unattendedJob()))).toBe(
      'There is no column "x\\ny" in the reference and the current data.',
    );
    expect(await sentence(service().compute(request(reference, current, { ignore: ['typo'] }), unattendedJob()))).toMatch('typo');
    const fewer = folder.write('a,b\n1,x\n2,y\n', 'fewer.csv');
    expect(await sentence(service().compute(request(reference, fewer, { columns: ['c'] }), unattendedJob()))).toBe(
      'There is no column "c" in the current data.',
    );
    expect(await sentence(service().compute(request(reference, `${current}.gone`), unattendedJob()))).toMatch(/^There is no file/);
    expect(await sentence(service().compute(request(reference, current, { model: 'models:/x/1' }), unattendedJob()))).toBe(
      'There is no such model.',
    );
  });

  it('says that nothing is in common', async () => {
    const other = folder.write('p,q\n1,2\n', 'other.csv');
    expect(await sentence(service().compute(request(reference, other), unattendedJob()))).toMatch(/no column in common/);
    expect(
      await sentence(
        service().compute(request(reference, current, { ignore: ['id', 'at', 'a', 'b', 'c', 'target', 'score'] }), unattendedJob()),
      ),
    ).toMatch(/no column in common/);
  });

  it('says that a table has no rows, or a broken line', async () => {
    expect(await sentence(service().compute(request(reference, folder.write(header, 'headed.csv')), unattendedJob()))).toBe(
      'The current data has column names but no rows.',
    );
    expect(await sentence(service().compute(request(folder.write('a,b\n1,2\n3\n', 'torn.csv'), current), unattendedJob()))).toMatch(
      /^Line 3 of .*torn\.csv/,
    );
  });

  it('keeps columns whose names are markup or hold line ends', async () => {
    const marked = folder.write('"<img src=x>","two\nlines"\n1.5,2.5\n2.5,3.5\n', 'marked.csv');
    const report = value(await service().compute(request(marked, marked), unattendedJob()));
    expect(report.columns.map(column => column.name)).toEqual(['<img src=x>', 'two\nlines']);
  });
});

describe('what changed in the shape', () => {
  it('lists removed, changed and added columns', async () => {
    const before = folder.write('a,b,c,d,e\n1,x,1,2.5,\n2,y,2,3.5,\n', 'before.csv');
    const after = folder.write('c,d,b,f,e\n1,high,z,1,5\n,low,w,2,6\n', 'after.csv');
    const report = value(await service().compute(request(before, after), unattendedJob()));
    expect(report.schemaChanges).toEqual([
      { name: 'a', change: 'removed' },
      { name: 'd', change: 'type' },
      { name: 'f', change: 'added' },
    ]);
    expect(report.columns.map(column => column.name)).toEqual(['b', 'c', 'd', 'e']);
  });
});

describe('the report as a value', () => {
  it("holds files, sizes, request and charts, and can leave the page's part out", async () => {
    const report = await compute();
    expect(report).toMatchObject({
      schema: 1,
      profile: 'evidently',
      reference: { rows: 60, files: [{ path: reference }] },
      current: { rows: 50 },
      made: { request: { reference } },
    });
    expect(report.reference.files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    const a = report.columns.find(column => column.name === 'a');
    expect(a?.distribution).toMatchObject({ kind: 'numeric', summary: { reference: { mean: 44.25 } } });
    if (a?.distribution?.kind === 'numeric') {
      expect(a.distribution.reference.reduce((sum, count) => sum + count, 0)).toBe(60);
      expect(a.distribution.edges.length).toBe(a.distribution.current.length + 1);
    }
    const printed = withoutPageData(report);
    expect('made' in printed || printed.columns.some(column => 'distribution' in column)).toBe(false);
    expect(printed.columns[2]).toMatchObject({ name: 'a', method: 'ks', drifted: true });
    expect(report.columns[2]?.distribution).toBeDefined();
  });

  it('says how far it is', async () => {
    const seen: Progress[] = [];
    value(
      await service().compute(request(reference, current), { signal: new AbortController().signal, progress: note => seen.push(note) }),
    );
    expect(seen[0]).toEqual({ done: 0, total: 7, what: 'column 1 of 7' });
    expect(seen.map(note => note.done)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('passes a failed comparison on', async () => {
    const failing = service({ runTask: () => Promise.resolve(failure('unavailable', 'The computation stopped unexpectedly.')) });
    expect(await sentence(failing.compute(request(reference, current), unattendedJob()))).toBe('The computation stopped unexpectedly.');
  });
});

describe('on worker threads', () => {
  const script = path.join(folder.path, 'drift.worker.js');
  beforeAll(() =>
    build({
      entryPoints: [fileURLToPath(new URL('../../../src/drift/drift.worker.ts', import.meta.url))],
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'cjs',
    }),
  );

  it('gives the same report as in thread', async () => {
    const pool = new WorkerPool<ColumnTask, DriftColumn>(script, 2);
    const there = await compute({}, service({ runTask: work => pool.run(work) }));
    pool.dispose();
    expect(there.columns).toEqual((await compute()).columns);
  });

  it('stops within 200 ms and leaves nothing running', async () => {
    const pool = new WorkerPool<ColumnTask, DriftColumn>(script, 2);
    const names = Array.from({ length: 8 }, (_, k) => `n${k}`);
    const large = folder.write(
      `${names.join(',')}\n${rows(250_000, k => names.map((_, n) => ((k * 7919) % 100_003) + n / 8).join(','))}`,
      'large.csv',
    );
    const controller = new AbortController();
    const by = service({ runTask: work => pool.run(work) });
    let startedColumns: () => void = () => undefined;
    const reading = new Promise<void>(resolve => (startedColumns = resolve));
    const running = by.compute(request(large, large), {
      signal: controller.signal,
      progress: ({ done }) => done === 1 && startedColumns(),
    });
    await reading;
    const at = performance.now();
    controller.abort();
    expect(await running).toMatchObject({ ok: false, failure: { reason: 'cancelled' } });
    expect(performance.now() - at).toBeLessThan(200);
    pool.dispose();
  });
});

describe('duplicates', () => {
  const twice = folder.write('a,b,c\n1,x,1\n1,x,1\n2,y,2\n,y,\n', 'twice.csv');
  const once = folder.write('a,b,c\n1,x,1\n2,x,1\n3,y,5\n4,y,6\n', 'once.csv');
  const found = {
    reference: { rows: 1, share: 0.25, copies: [{ name: 'c', copyOf: 'a' }], reason: null },
    current: { rows: 0, share: 0, copies: [], reason: null },
  };

  it('are looked for only where they are asked for, and then printed', async () => {
    const without = value(await service().compute(request(twice, once), unattendedJob()));
    expect(without).not.toHaveProperty('duplicates');
    const report = value(await service().compute(request(twice, once, { duplicates: true }), unattendedJob()));
    expect(withoutPageData(report).duplicates).toEqual(found);
  });

  it('that cannot be counted say why, and the report is made', async () => {
    const tables = {
      ...readerOf(folder),
      open: async (...given: Parameters<typeof folder.reader.open>) => {
        const opened = await folder.reader.open(...given);
        if (opened.ok) opened.value.duplicates = () => Promise.resolve(failure('unavailable', 'No room.'));
        return opened;
      },
    };
    const report = value(await service({ tables }).compute(request(twice, once, { duplicates: true }), unattendedJob()));
    const none = { rows: null, share: null, copies: null, reason: 'No room.' };
    expect(report.duplicates).toEqual({ reference: none, current: none });
  });
});

describe('descriptors of texts', () => {
  const text = (count: number, more: string): string => `note\n${rows(count, k => `${'flight '.repeat(1 + (k % 7))}${more}${k}`)}`;
  const [before, after] = [folder.write(text(60, ''), 'notes before.csv'), folder.write(text(50, 'was very '), 'notes after.csv')];

  it('are in the report and its JSON if they are asked for, and nothing else is another', async () => {
    const plain = withoutPageData(value(await service().compute(request(before, after), unattendedJob())));
    const report = withoutPageData(value(await service().compute(request(before, after, { descriptors: true }), unattendedJob())));
    const [column] = report.columns;
    expect(column).toMatchObject({ name: 'note', type: 'text' });
    expect(column?.descriptors?.map(({ name, method }) => `${name} ${String(method)}`)).toEqual([
      'text_length ks',
      'word_count ks',
      'sentence_count z',
      'non_letter_character_percentage ks',
    ]);
    expect(JSON.stringify(report)).not.toContain('picture');
    expect(plain.columns).toEqual(report.columns.map(each => ({ ...each, descriptors: undefined })));
    expect(plain.dataset).toEqual(report.dataset);
  });

  it('are computed where tasks are run, even of few distinct texts', async () => {
    const repeated = `note\n${rows(60, k => (k % 2 === 0 ? 'late' : 'on time'))}`;
    const file = folder.write(repeated, 'repeated.csv');
    const run: string[] = [];
    const runTask: DriftServiceParts['runTask'] = work => {
      run.push(work.task.name);
      return compareInThread(work);
    };
    const asked = request(file, file, { descriptors: true, types: { note: 'text' } });
    const report = value(await service({ runTask }).compute(asked, unattendedJob()));
    expect(run).toEqual(['note']);
    expect(report.columns[0]?.descriptors?.[1]).toMatchObject({ name: 'word_count', drifted: false, reference: { count: 60, mean: 1.5 } });
  });
});

describe('a column that has no room', () => {
  it('says so with its next step, and the others are compared', async () => {
    const message = 'big.csv does not fit into the memory that Model Ops may use.';
    const tables: DriftServiceParts['tables'] = {
      ...readerOf(folder),
      open: async (...given) => {
        const table = value(await folder.reader.open(...given));
        const readColumn: typeof table.readColumn = (name, job) =>
          name === 'b' ? Promise.resolve(failure('unavailable', message, { nextStep: 'Raise it.' })) : table.readColumn(name, job);
        return success(Object.assign(Object.create(table) as typeof table, { readColumn }));
      },
    };
    const report = value(await service({ tables }).compute(request(reference, current, { columns: ['a', 'b'] }), unattendedJob()));
    expect(report.columns.map(({ name, status, reason, drifted }) => [name, status, reason, drifted])).toEqual([
      ['a', 'ok', null, expect.any(Boolean)],
      ['b', 'not_computable', `${message} Raise it.`, null],
    ]);
    expect(report.dataset).toMatchObject({ skipped: 1 });
  });
});

function readerOf({ reader }: TableFolder): DriftServiceParts['tables'] {
  return {
    open: (...given) => reader.open(...given),
    columnNames: (...given) => reader.columnNames(...given),
    listColumns: (...given) => reader.listColumns(...given),
    head: (...given) => reader.head(...given),
  };
}
