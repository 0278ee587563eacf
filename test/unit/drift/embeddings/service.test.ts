import { DuckDBInstance } from '@duckdb/node-api';
import { Field, Float64, List, Table, tableToIPC, vectorFromArray } from 'apache-arrow';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { unattendedJob } from '../../../../src/base/protocol';
import { failure, type Result } from '../../../../src/base/result';
import { type DriftReport, type DriftRequest, withoutPageData } from '../../../../src/drift/contract';
import { compareInThread } from '../../../../src/drift/columnWork';
import { createDriftService, type DriftServiceParts } from '../../../../src/drift/driftService';
import { normal, randomNumbers } from '../../../support/randomNumbers';
import { TableFolder, value } from '../../data/tables';
import { request } from '../evidently';

const folder = new TableFolder();
afterAll(() => folder.remove());

const vectors = (seed: number, shift: number): number[][] => {
  const random = randomNumbers(seed);
  return Array.from({ length: 60 }, () => [shift, 0, 0].map(move => move + normal(random)));
};

function csv(rows: readonly (readonly (number | string)[])[], header = 'age,e_0,e_1,e_2'): string {
  return [header, ...rows.map((row, k) => [k % 7, ...row].join(','))].join('\n') + '\n';
}

const reference = folder.write(csv(vectors(1, 0)), 'embedded-reference.csv');
const current = folder.write(csv(vectors(2, 4)), 'embedded-current.csv');

async function run(
  embeddings: DriftRequest['embeddings'],
  files: readonly [string, string] = [reference, current],
  more: { readonly request?: Partial<DriftRequest>; readonly parts?: Partial<DriftServiceParts> } = {},
): Promise<Result<DriftReport>> {
  const unknown = (): Promise<Result<never>> => Promise.resolve(failure('not_found', 'There is no such model.'));
  const parts = { tables: folder.reader, resolveModel: unknown, readModelFolder: unknown, runTask: compareInThread, ...more.parts };
  return await createDriftService(parts).compute(
    request(files[0], files[1], { ...(embeddings === undefined ? {} : { embeddings }), ...more.request }),
    unattendedJob(),
  );
}

async function only(...given: Parameters<typeof run>) {
  const [first] = value(await run(...given)).embeddings ?? [];
  if (first === undefined) throw new Error('no embedding');
  return first;
}

describe('embeddings of a report', () => {
  it('are compared as wholes, beside the share, and their columns not by themselves', async () => {
    const report = value(await run({ text: { columns: ['e_*'], method: 'distance' } }));
    expect(report.columns.map(({ name }) => name)).toEqual(['age']);
    expect(report.dataset).toMatchObject({ columns: 1, driftedColumns: 0, drifted: false });
    expect(report.embeddings).toMatchObject([
      {
        name: 'text',
        method: 'distance',
        status: 'ok',
        drifted: true,
        threshold: 0.2,
        dimensions: 3,
        rows: { reference: 60, current: 60 },
      },
    ]);
    expect(withoutPageData(report).embeddings).toEqual(report.embeddings);
  });

  it('are not in reports that ask for none', async () => {
    expect('embeddings' in value(await run(undefined))).toBe(false);
  });

  it('may be all there is', async () => {
    const report = value(await run({ text: { columns: ['age', 'e_*'] } }));
    expect(report.columns).toEqual([]);
    expect(report.dataset.drifted).toBeNull();
    expect(report.embeddings?.[0]).toMatchObject({ status: 'ok', drifted: true, dimensions: 4 });
  });

  it('leave rows out that lack a number, and count them', async () => {
    const holes = vectors(2, 4).map((row, k) => (k < 5 ? ['', ...row.slice(1)] : k === 7 ? ['inf', ...row.slice(1)] : row));
    const found = await only({ text: { columns: ['e_*'], method: 'mmd' } }, [reference, folder.write(csv(holes), 'holes.csv')]);
    expect(found).toMatchObject({
      status: 'ok',
      drifted: true,
      rows: { reference: 60, current: 54 },
      leftOut: { reference: 0, current: 6 },
    });
    expect(found.reason).toBe('Rows with a missing or infinite number are left out: 0 of the reference, 6 of the current data.');
  });

  it('say why they cannot be compared', async () => {
    const words = folder.write(csv(vectors(2, 4).map(row => ['x', ...row.slice(1)])), 'words.csv');
    expect((await only({ text: { columns: ['e_*'] } }, [reference, words])).reason).toBe(
      'The column "e_0" holds something else than numbers.',
    );
    const fewer = folder.write(
      csv(
        vectors(2, 4).map(row => row.slice(1)),
        'age,e_0,e_1',
      ),
      'fewer.csv',
    );
    expect((await only({ text: { columns: ['e_*'] } }, [reference, fewer])).reason).toBe(
      'Both sides need the same columns: "e_2" is not in the current data.',
    );
    const empty = folder.write(csv(vectors(2, 4).map(row => [...row.slice(0, 2), ''])), 'empty.csv');
    expect(await only({ text: { columns: ['e_0', 'e_2'] } }, [reference, empty])).toMatchObject({
      status: 'not_computable',
      score: null,
      drifted: null,
      rows: { reference: 60, current: 0 },
    });
    const limited = { parts: { memoryLimit: 4_000 } };
    expect((await only({ text: { columns: ['e_0', 'e_1', 'e_2'] } }, [reference, current], limited)).reason).toMatch(
      /^Its vectors take 1 MB in memory, which may take 1 MB/,
    );
  });

  it('are refused where the request is wrong', async () => {
    const sentences = async (...given: Parameters<typeof run>) => {
      const result = await run(...given);
      return result.ok ? 'no failure' : result.failure.message;
    };
    expect(await sentences({ text: { columns: ['gone'] } })).toBe('There is no column "gone" in the reference and the current data.');
    expect(await sentences({ text: { columns: [] } })).toBe('The embedding "text" has no columns.');
    expect(await sentences({ text: { columns: ['e_0'], distance: 'cosine' } })).toMatch(/only the method distance takes/);
    expect(await sentences({ text: { columns: ['e_0'], method: 'ratio', bootstrap: true } })).toMatch(/ratio has none/);
    expect(await sentences({ text: { columns: ['e_0'], bootstrap: true, threshold: 1 } })).toMatch(/finds its own/);
    expect(await sentences({ text: { columns: ['e_0'], components: 0 } })).toMatch(/at least one component/);
    expect(await sentences({ text: { columns: ['e_*'] } }, [reference, current], { request: { roles: { target: 'e_1' } } })).toBe(
      'The column "e_1" is part of an embedding and has a role as well.',
    );
  });
});

describe('a column of lists', () => {
  const lists = (rows: readonly (readonly (number | string)[])[]): string => ['v', ...rows.map(row => `"[${row.join(', ')}]"`)].join('\n');
  const from = folder.write(lists(vectors(1, 0)), 'lists-reference.csv');

  it('holds vectors, in text files as in Parquet', async () => {
    const to = folder.write(lists(vectors(2, 4)), 'lists-current.csv');
    const asText = await only({ text: { columns: ['v'], method: 'distance' } }, [from, to]);
    const asColumns = await only({ text: { columns: ['e_*'], method: 'distance' } });
    expect(asText).toMatchObject({ score: asColumns.score, dimensions: 3 });
    const parquet = [from, to].map(file => path.join(folder.path, `${path.basename(file, '.csv')}.parquet`)) as [string, string];
    const database = await DuckDBInstance.create();
    const connection = await database.connect();
    for (const [k, file] of [from, to].entries())
      await connection.run(
        `COPY (SELECT v::DOUBLE[] AS v FROM read_csv('${file}', header = true)) TO '${parquet[k] ?? ''}' (FORMAT parquet)`,
      );
    connection.closeSync();
    expect((await only({ text: { columns: ['v'], method: 'distance' } }, parquet)).score).toBe(asColumns.score);
  });

  it('holds them in JSON lines and in Arrow too', async () => {
    const sides = [vectors(1, 0), vectors(2, 4)];
    const asColumns = await only({ text: { columns: ['e_*'], method: 'distance' } });
    const type = new List(new Field('item', new Float64()));
    const files = {
      jsonl: sides.map(rows => rows.map(row => JSON.stringify({ v: row })).join('\n')),
      arrow: sides.map(rows => tableToIPC(new Table({ v: vectorFromArray(rows, type) }), 'file')),
    };
    for (const [format, [before = '', after = '']] of Object.entries(files)) {
      const pair = [folder.write(before, `before.${format}`), folder.write(after, `after.${format}`)] as const;
      expect((await only({ text: { columns: ['v'], method: 'distance' } }, pair)).score, format).toBe(asColumns.score);
    }
  });

  it('says why it does not', async () => {
    const reasons = async (rows: readonly (readonly (number | string)[])[]) =>
      (await only({ text: { columns: ['v'] } }, [from, folder.write(lists(rows))])).reason;
    expect(await reasons([[1, 2], [3]])).toMatch(/not of one length: 2 and 1 numbers/);
    expect(await reasons([[1, 2]])).toBe('The vectors of the reference have 3 numbers, those of the current data 2.');
    expect(await reasons([['a', 'b', 'c']])).toBe('No row of the current data has a whole vector of finite numbers.');
    const words = folder.write('v\nhello\nworld\n');
    expect((await only({ text: { columns: ['v'] } }, [from, words])).reason).toMatch(/holds neither numbers nor lists/);
  });
});
