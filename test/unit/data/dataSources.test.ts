import { default as BetterSqlite3 } from 'better-sqlite3';
import { copyFileSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { type DataSource, readRowFilter, type RowFilter } from '../../../src/domain/dataSource';
import { runId } from '../../../src/domain/ids';
import { success } from '../../../src/base/result';
import { DuckTableReader } from '../../../src/data/tableReader';
import { plainValues, TableFolder, value } from './tables';

const folder = new TableFolder();
const reader = new DuckTableReader({
  temporaryFolder: join(folder.path, 'duckdb'),
  openDatabaseFile: path => Promise.resolve(success(new BetterSqlite3(path, { readonly: true }))),
  findRunData: source => Promise.resolve(success(join(folder.path, source.kind === 'artifact' ? source.path : `${source.name}.csv`))),
});
afterAll(async () => {
  await reader.close();
  await folder.remove();
});

const golden = (name: string): string => fileURLToPath(new URL(`../../golden/data/${name}`, import.meta.url));

async function read(source: DataSource, filter?: RowFilter): Promise<Record<string, unknown>> {
  const table = value(await reader.open(source, unattendedJob(), filter));
  const found: Record<string, unknown> = {};
  for (const { name } of table.columns) found[name] = plainValues(value(await table.readColumn(name, unattendedJob())));
  table.close();
  return found;
}

async function problem(source: DataSource, filter?: RowFilter): Promise<string> {
  const result = await reader.open(source, unattendedJob(), filter);
  if (result.ok) return `opened with ${result.value.rowCount} rows`;
  expect(result.failure.message).not.toMatch(/\n|Error:/);
  expect(result.failure.nextStep).toMatch(/[.]$/);
  return result.failure.message;
}

const query = (sql: string): DataSource => ({ kind: 'query', sql, folder: folder.path });

describe('a query over a broken file', () => {
  it.each([
    ['latin.csv', Buffer.from('x,cat\n1,caf\xe9\n2,b\n', 'latin1'), /latin\.csv is not UTF-8 text/],
    [
      'fields.csv',
      `x,cat\n${'1,a\n'.repeat(50)}7,b,c,d\n${'1,a\n'.repeat(50)}`,
      /Line 52 of .*fields\.csv has \d fields where the header has 2/,
    ],
    ['short.parquet', 'PAR1 this is no whole Parquet file', /short\.parquet is not a whole Parquet file/],
  ])('names %s and what is wrong with it', async (name, content, message) => {
    folder.write(content, name);
    expect(await problem(query(`SELECT x FROM '${name}'`))).toMatch(message);
  });

  it('does not read it through where the column is none of the file’s', async () => {
    folder.write(`x,cat\n${'1,a\n'.repeat(50)}7,b,c,d\n${'1,a\n'.repeat(50)}`, 'fields.csv');
    expect(await problem(query(`SELECT nothing FROM 'fields.csv'`))).toMatch(/The query fails: Referenced column "nothing" not found/);
  });
});

describe('Arrow files', () => {
  /** Columns that DuckDB's and Arrow's words for values differ in. */
  const worded = /^(binary|fixed_binary|list|list_string|struct|map|uuid|duration|decimal.*|date64|string_view.*|time64|time32)$/;

  it.each(['types_plain.arrow', 'types_zstd.feather', 'types_stream.arrows'])(
    '%s holds the same values as the Parquet file',
    async name => {
      const parquet = await read(golden('types_pyarrow.parquet'));
      const arrow = await read(golden(name));
      for (const column of Object.keys(arrow).filter(each => !worded.test(each)))
        expect([column, arrow[column]]).toEqual([column, parquet[column]]);
      expect(arrow['decimal']).toEqual([...Array(12).keys()]);
      expect(arrow['time32']).toEqual(parquet['time32']);
    },
  );

  it('an LZ4-compressed Feather file, as pandas writes it, holds the same values', async () => {
    const arrow = await read(golden('types_lz4.feather'));
    expect(arrow['category']).toEqual(['a', 'b', 'c', 'a', 'b', null, 'a', 'b', 'c', 'a', 'b', 'c']);
    expect(arrow['Float64']).toEqual([0, 1, 2, 3, 4, null, 6, 7, 8, 9, 10, 11]);
    expect(value(await reader.columnNames(golden('types_lz4.feather'), unattendedJob()))).toEqual(Object.keys(arrow));
  });

  it('text that is held as views is text', async () => {
    const table = value(await reader.open(golden('views.arrow'), unattendedJob()));
    const column = value(await table.readColumn('string_view', unattendedJob()));
    expect(column.pandas).toEqual({ dtype: 'str' });
    expect(plainValues(column)).toEqual((await read(golden('types_pyarrow.parquet')))['string_view']);
    table.close();
  });

  it('says what a file lacks or is', async () => {
    const whole = readFileSync(golden('types_plain.arrow'));
    expect(await problem(folder.write(whole.subarray(0, 9000), 'cut.arrow'))).toMatch(/cut\.arrow is not a whole Arrow file/);
    expect(await problem(folder.write('this is no Arrow file at all', 'text.arrow'))).toMatch(/text\.arrow is not a whole Arrow file/);
    const stream = readFileSync(golden('types_stream.arrows'));
    for (const length of [10, 3000, 12_000, stream.length - 200])
      expect(await problem(folder.write(stream.subarray(0, length), `cut${length}.arrows`))).toMatch(/is not a whole Arrow file/);
    expect(await problem(golden('version1.feather'))).toMatch(/version1\.feather is a Feather file of version 1/);
  });
});

describe('an SQLite table', () => {
  const file = join(folder.path, 'flights.db');
  beforeAll(() => {
    const database = new BetterSqlite3(file);
    database.exec(`CREATE TABLE flights (delay INTEGER, distance REAL, "orig""in" TEXT, mixed, "nothing");
      INSERT INTO flights VALUES (1, 2.5, 'OSL', 1, NULL), (NULL, 3, 'CPH', 'x', NULL), (9007199254740993, NULL, NULL, x'00ff', NULL);
      CREATE VIEW late AS SELECT delay FROM flights WHERE delay > 1`);
    database.close();
  });

  it('is read with the types of its values', async () => {
    expect(await read({ kind: 'table', database: file, table: 'flights' })).toEqual({
      delay: [1, null, 9007199254740992],
      distance: [2.5, 3, null],
      'orig"in': ['OSL', 'CPH', null],
      mixed: ['1', 'x', '00ff'],
      nothing: [null, null, null],
    });
    expect(await read({ kind: 'table', database: file, table: 'late' })).toEqual({ delay: [9007199254740992] });
    const names = await reader.columnNames({ kind: 'table', database: file, table: 'flights' }, unattendedJob());
    expect(value(names)).toEqual(['delay', 'distance', 'orig"in', 'mixed', 'nothing']);
    const table = value(await reader.open({ kind: 'table', database: file, table: 'flights' }, unattendedJob()));
    const dtypes = [];
    for (const { name } of table.columns) dtypes.push(value(await table.readColumn(name, unattendedJob())).pandas?.dtype);
    expect(dtypes).toEqual(['float64', 'float64', 'str', 'object', 'object']);
    expect(table.files).toMatchObject([{ path: file, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string }]);
  });

  it('says what is not there', async () => {
    expect(await problem({ kind: 'table', database: file, table: 'trains' })).toMatch(/flights\.db has no table "trains"/);
    expect(await problem({ kind: 'table', database: join(folder.path, 'no.db'), table: 't' })).toMatch(/^There is no file/);
    const text = folder.write('this is a text and no database '.repeat(50), 'text.db');
    expect(await problem({ kind: 'table', database: text, table: 't' })).toMatch(/is not an SQLite database/);
  });
});

describe('a query', () => {
  beforeAll(() => {
    mkdirSync(join(folder.path, 'parts'));
    folder.write('n,t\n1,x\n2,y\n3,é\n', 'parts/é 1.csv');
    copyFileSync(golden('types_plain.arrow'), join(folder.path, 'parts', 'types.arrow'));
    copyFileSync(golden('types_pyarrow.parquet'), join(folder.path, 'parts', 'types.parquet'));
    symlinkSync('/etc/hostname', join(folder.path, 'parts', 'link.csv'));
  });

  it('reads files below its folder by relative paths, patterns and functions', async () => {
    expect(await read(query("SELECT n * 2 AS double, t FROM 'parts/é 1.csv' WHERE t <> 'x';"))).toEqual({ double: [4, 6], t: ['y', 'é'] });
    expect(await read(query("WITH w AS (SELECT * FROM read_csv(['parts/é *.csv'])) SELECT max(n) AS m FROM w"))).toEqual({ m: [3] });
    const joined = `SELECT 'é', a.int64 + p.int64 AS s FROM "parts/types.arrow" AS a JOIN read_parquet('parts/types.parquet') p USING (string_distinct) WHERE a.int64 > 9 ORDER BY s`;
    expect((await read(query(joined)))['s']).toEqual([20, 22]);
    const table = value(await reader.open(query(joined), unattendedJob()));
    expect(table.files.map(({ path }) => path.split(/[\\/]/).pop())).toEqual(['types.arrow', 'types.parquet']);
    table.close();
    expect(value(await reader.columnNames(query(joined), unattendedJob()))).toEqual(["'é'", 's']);
  });

  it.each([
    ['DROP TABLE x', /The query is not a SELECT/],
    ["COPY (SELECT 1) TO 'out.csv'", /The query is not a SELECT/],
    ['SELECT 1; SELECT 2', /The query is not one SELECT/],
    ['SELECT FROM WHERE', /The query is not SQL/],
    ["SELECT * FROM '/etc/hostname.csv'", /There is no file/],
    ["SELECT * FROM read_csv('/etc/passwd')", /is not a kind of file that Model Ops reads/],
    ["SELECT * FROM 'parts/link.csv'", /which is not below/],
    ["SELECT * FROM read_text('parts/é 1.csv')", /The query calls read_text, which is not allowed/],
    ["SELECT * FROM glob('/*')", /The query calls glob, which is not allowed/],
    ["SELECT * FROM read_csv('parts/' || 'é 1.csv')", /The query does not name the files of read_csv as they are/],
    ["SELECT * FROM read_csv(concat('/etc/', 'passwd'))", /The query does not name the files of read_csv as they are/],
    ["SELECT nothing FROM 'parts/é 1.csv'", /The query fails: Referenced column "nothing" not found/],
    ["SELECT error('stop') FROM 'parts/é 1.csv'", /The query fails: stop/],
    ["SELECT * FROM query('SELECT 1')", /The query calls query, which is not allowed/],
    ['SELECT * FROM duckdb_settings()', /The query calls duckdb_settings, which is not allowed/],
  ])('%s is refused', async (sql, sentence) => {
    expect(await problem(query(sql))).toMatch(sentence);
  });
});

describe('a filter', () => {
  const csv = folder.write(
    'month,origin,day,late\n1,OSL,2001/01/05,True\n6,DEN,2001/06/11,False\n6,OSL,2001/06/12,True\n7,DEN,2001/07/01,False\n',
  );
  const months = async (text: string, source: DataSource = csv): Promise<unknown> => (await read(source, readRowFilter(text)))['month'];

  it('keeps a range of numbers, times or texts', async () => {
    expect(await months('month=6..7')).toEqual([6, 6]);
    expect(await months('month=7..')).toEqual([7]);
    expect(await months('day=..2001-06')).toEqual([1]);
    expect(await months('day=2001-06-11..2001-06-12T00:00')).toEqual([6]);
    expect(await months('origin=E..P')).toEqual([1, 6]);
    const times = { kind: 'range', column: 'timestamp_tz', from: '2024-01-01T03:00', to: '2024-01-01T05:00Z' } as const;
    expect((await read(golden('types_pyarrow.parquet'), times))['int64']).toEqual([3, 4]);
    expect((await read(golden('types_pyarrow.parquet'), { ...times, column: 'timestamp_ns' }))['int64']).toEqual([3, 4]);
    expect((await read(golden('types_plain.arrow'), { ...times, column: 'timestamp_ms' }))['int64']).toEqual([3, 4]);
  });

  it('keeps what a condition says, by the names and types of the columns', async () => {
    expect(await months("month = 6 AND origin = 'OSL'")).toEqual([6]);
    expect(await months('late AND MONTH < 5 -- a comment')).toEqual([1]);
    expect(await months("origin IN ('DEN') OR day LIKE '%/06/%'")).toEqual([6, 6, 7]);
    const awkward = folder.write('"a""b",c0,é\n1,10,x\n2,20,y\n', 'awkward.csv');
    expect((await read(awkward, readRowFilter(`'é' = é OR ("a""b" = 2 AND c0 = 20)`)))['c0']).toEqual([20]);
  });

  it('leaves types as they are in the whole source', async () => {
    const table = value(await reader.open(folder.write('a\n1\n2.5\n3\n'), unattendedJob(), readRowFilter('a > 2.6')));
    expect(value(await table.readColumn('a', unattendedJob()))).toMatchObject({ kind: 'double', values: Float64Array.of(3) });
    table.close();
  });

  it.each([
    ['month=13..', /The filter keeps none of the 4 rows/],
    ['year=1..2', /The filter names a column "year", which is not there/],
    ['year = 1', /The filter names a column "year", which is not there/],
    ['month=June..', /"June" is no number, which column "month" holds/],
    ['month = 6) UNION SELECT 1 WHERE (true', /The filter is not one condition/],
    ['true) GROUP BY (1', /The filter is not one condition/],
    ['month IN (SELECT 6)', /The filter is not one condition/],
    ["(SELECT count(*) FROM read_text('/etc/passwd')) > 0", /The filter is not one condition/],
    ['month =', /The filter is not SQL/],
    ['true); SELECT (1', /The filter is not one SELECT|The filter is not one condition/],
    ['month', /opened with 4 rows/],
    ['origin + 1 > 2', /The filter cannot be evaluated/],
    ['sum(month) > 1', /The filter cannot be evaluated/],
  ])('%s', async (text, sentence) => {
    expect(await problem(csv, readRowFilter(text))).toMatch(sentence);
  });
});

describe('what runs logged', () => {
  it('reads an evaluation table', async () => {
    const text =
      '{"columns": ["question", "score", "ok", "n", "x"], "data": [["a NaN?", 0.5, true, 1, 1], ["b", NaN, false, 2, "u"], ["c", -Infinity, null, 3, [1]]]}';
    folder.write(text, 'eval_results_table.json');
    const source = { kind: 'artifact', runId: runId('r'), path: 'eval_results_table.json' } as const;
    expect(await read(source)).toEqual({
      question: ['a NaN?', 'b', 'c'],
      score: [0.5, null, -Infinity],
      ok: [1, 0, null],
      n: [1, 2, 3],
      x: ['1', 'u', '[1]'],
    });
    expect(value(await reader.columnNames(source, unattendedJob()))).toEqual(['question', 'score', 'ok', 'n', 'x']);
    expect(await problem(folder.write('{"columns": ["a"], "data": [[1], [2', 'cut.json'))).toMatch(/cut\.json is not whole JSON/);
  });

  it('reads a logged dataset where the store finds it', async () => {
    folder.write('a\n7\n', 'training.csv');
    expect(await read({ kind: 'dataset', runId: runId('r'), name: 'training' })).toEqual({ a: [7] });
  });
});

describe('groups in sorted order', () => {
  it('counts numbers and texts as they are, whatever the way to sort them', async () => {
    const rows = Array.from(
      { length: 30_000 },
      (_, k) => `${k % 7 === 0 ? '' : (k * 7919) % 20_011},${k % 3},${k % 5 === 0 ? '' : `t${k % 11}`},${k % 2 === 0 ? 'inf' : k}`,
    );
    const table = await folder.open(folder.write(`many,few,text,infinite\n${rows.join('\n')}\n`));
    for (const { name } of table.columns) {
      const column = value(await table.readColumn(name, unattendedJob()));
      const expected = new Map<number | string, number>();
      for (const each of plainValues(column)) if (each !== null && each !== Infinity) expected.set(each, (expected.get(each) ?? 0) + 1);
      const sorted = [...expected].sort(([a], [b]) => (a < b ? -1 : 1));
      const found: [number | string, number][] = [];
      for await (const part of table.sortedGroups(name, unattendedJob())) {
        const groups = value(part);
        groups.values.forEach((each, k) => found.push([each, groups.counts[k] ?? 0]));
      }
      expect(found).toEqual(sorted);
      const survey = value(await table.surveyColumn(name, unattendedJob()));
      expect(survey.missing).toBe(column.missing);
      expect(survey.empty.pandas).toEqual(column.pandas);
      expect(survey.infinite).toEqual({ positive: name === 'infinite' ? 15_000 : 0, negative: 0 });
    }
    table.close();
  });
});
