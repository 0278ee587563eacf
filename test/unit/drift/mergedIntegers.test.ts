import { DuckDBInstance } from '@duckdb/node-api';
import { default as BetterSqlite3 } from 'better-sqlite3';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { success } from '../../../src/base/result';
import { DuckTableReader } from '../../../src/data/tableReader';
import { type DataSource } from '../../../src/domain/dataSource';
import { type DriftColumn, type DriftReport } from '../../../src/drift/contract';
import { TableFolder } from '../data/tables';
import { compare, numbers, series } from './columns';
import { type Reported, reportOf } from './outOfCore/limitedReport';
import { compareProfiled, profileOf } from './profile/tables';

const folder = new TableFolder();
const reader = new DuckTableReader({
  temporaryFolder: join(folder.path, 'duckdb'),
  openDatabaseFile: path => Promise.resolve(success(new BetterSqlite3(path, { readonly: true }))),
});
afterAll(async () => {
  await reader.close();
  await folder.remove();
});

const SIDES = [0n, 50n] as const;
const ids = (from: bigint): bigint[] => series(50, k => 2n ** 60n + from + BigInt(k));
const parquet = (from: bigint): string => join(folder.path, `ids${from}.parquet`);
const query = (sql: string): DataSource => ({ kind: 'query', sql, folder: folder.path });

beforeAll(async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  for (const from of SIDES) {
    const rows = `SELECT ${2n ** 60n + from} + k AS x FROM range(50) t(k)`;
    await connection.run(`COPY (${rows}) TO '${parquet(from)}' (FORMAT parquet)`);
    const database = new BetterSqlite3(join(folder.path, 'ids.db'));
    database.exec(`CREATE TABLE ids${from} AS SELECT value AS x FROM json_each('[${ids(from).join(',')}]')`);
    database.close();
  }
  connection.closeSync();
});

/** The same integers in another source. */
const SOURCES: Readonly<Record<string, (from: bigint) => DataSource>> = {
  CSV: from => folder.write(`x\n${ids(from).join('\n')}\n`),
  'JSON lines': from =>
    folder.write(
      ids(from)
        .map(id => `{"x": ${id}}\n`)
        .join(''),
      `ids${from}.jsonl`,
    ),
  'a logged table': from => folder.write(`{"columns": ["x"], "data": [${ids(from).map(id => `[${id}]`)}]}`, `ids${from}.json`),
  Parquet: parquet,
  SQLite: from => ({ kind: 'table', database: join(folder.path, 'ids.db'), table: `ids${from}` }),
  'a query': from => query(`SELECT x FROM 'ids${from}.parquet'`),
  'a query, beyond 64 bits': from => query(`SELECT sum(x) AS x FROM 'ids${from}.parquet' GROUP BY x`),
};

async function report(
  source: (from: bigint) => DataSource,
  ...[memoryLimit, more]: readonly [number?, Reported[3]?]
): Promise<DriftReport> {
  const [reference, current] = SIDES.map(source);
  if (reference === undefined || current === undefined) throw new Error('There are two sides.');
  return await reportOf(reader, { reference, current }, {}, memoryLimit, more);
}

function expectRefused(column: DriftColumn | undefined): void {
  expect(column).toMatchObject({ status: 'not_computable', drifted: null, score: null, method: null });
  expect(column?.reason).toMatch(/^The column holds whole numbers beyond 2\^53, .* CAST\("x" AS VARCHAR\)\.$/);
  expect([column?.reference.unique, column?.current.unique]).toEqual([null, null]);
  expect(column?.quality).toEqual({ reference: null, current: null });
}

describe('integers beyond 2^53, of which different ones may be equal doubles', () => {
  it.each(Object.keys(SOURCES))('are not compared, in memory and beyond: %s', async name => {
    for (const limit of [undefined, 0]) {
      const found = await report(SOURCES[name] as (from: bigint) => DataSource, limit, { profile: 'strict' });
      expectRefused(found.columns[0]);
      expect(found.dataset).toMatchObject({ drifted: null, columns: 0, skipped: 1 });
    }
  });

  it.each(['evidently', 'evidently-legacy'] as const)('are not compared by the rules of %s, whatever type is given', async profile => {
    for (const type of ['numeric', 'categorical'] as const)
      expectRefused((await report(parquet, undefined, { profile, types: { x: type } })).columns[0]);
    expectRefused((await report(parquet, undefined, { profile })).columns[0]);
  });

  it('are not compared with a profile, nor as one', () => {
    const wide = (from: bigint) => numbers(ids(from).map(Number), { kind: 'integer' });
    expectRefused(compareProfiled(profileOf(wide(0n)), wide(50n)));
    expectRefused(compareProfiled(profileOf(wide(0n)), profileOf(wide(50n))));
    const many = (from: number) =>
      numbers(
        series(3000, k => 2 ** 60 + 1024 * (from + k)),
        { kind: 'integer' },
      );
    expectRefused(compareProfiled(profileOf(many(0)), many(1)));
  });

  it('are named where all columns are looked at together, which goes on without them', async () => {
    const both = (from: bigint): DataSource => query(`SELECT x, (x % 7)::DOUBLE AS y FROM 'ids${from}.parquet'`);
    const { together } = await report(both, undefined, { together: true });
    expect(together?.columns).toEqual(['y']);
    expect(together?.leftOut[0]).toEqual({
      reason: 'Different ones of their whole numbers beyond 2^53 may be equal here.',
      columns: ['x'],
    });
  });

  it('are compared as the text of a query, and left alone as an id', async () => {
    const text = (from: bigint): DataSource => query(`SELECT CAST("x" AS VARCHAR) AS x FROM 'ids${from}.parquet'`);
    const { columns } = await report(text, undefined, { types: { x: 'categorical' } });
    expect(columns[0]).toMatchObject({ status: 'ok', drifted: true, reference: { unique: 50 } });
    const asId = await report(parquet, undefined, { roles: { id: 'x' } });
    expect(asId.columns[0]).toMatchObject({ status: 'not_tested', quality: { reference: null, current: null } });
  });
});

describe('numbers of that size that lose nothing', () => {
  it('are compared: floats, and integers up to 2^53', () => {
    const floats = numbers(series(60, k => 2 ** 60 + 1024 * k));
    expect(compare(floats, numbers(series(60, k => 2 ** 60 + 1024 * (k + 60))))).toMatchObject({ status: 'ok', drifted: true });
    const safe = (shift: number) =>
      numbers(
        series(60, k => Number.MAX_SAFE_INTEGER - shift - k),
        { kind: 'integer' },
      );
    expect(compare(safe(0), safe(60))).toMatchObject({ status: 'ok', drifted: true, reference: { unique: 60 } });
  });

  it('are times: epoch nanoseconds cut windows, and are compared as dates where that is said', async () => {
    const start = 1_772_323_200_000_000_000n;
    const hours = (from: bigint): DataSource =>
      query(`SELECT ${start} + k * 3600000000000 AS t, k % 9 AS x FROM range(${from === 0n ? 700 : 1400}) r(k)`);
    for (const limit of [undefined, 0]) {
      const cut = await report(hours, limit, { roles: { time: 't' }, window: { period: 'week' } });
      expect(cut.columns.find(({ name }) => name === 'x')?.windows?.length).toBe(10);
      expect(cut.columns.find(({ name }) => name === 't')).toMatchObject({ status: 'not_tested' });
      const dates = await report(hours, limit, { types: { t: 'datetime' }, profile: 'strict' });
      expect(dates.columns.find(({ name }) => name === 't')).toMatchObject({ status: 'ok', type: 'datetime' });
    }
  });
});
