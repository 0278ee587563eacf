import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { DuckTableReader } from '../../../src/data/tableReader';
import { plainValues, TableFolder, value } from './tables';

const folder = new TableFolder();
afterAll(() => folder.remove());

async function values(path: string): Promise<Record<string, unknown>> {
  return Object.fromEntries((await folder.readAll(path)).map(column => [column.name, plainValues(column)]));
}

describe('reading values', () => {
  it('reads numbers, text, truth values and missing ones of a CSV', async () => {
    const path = folder.write('n,f,t,b,i\n1,1.5,x,True,inf\n2,NA,,false,-Infinity\n3, 2e3 ,"y, ""z""",TRUE,1e400\n');
    expect(await values(path)).toEqual({
      n: [1, 2, 3],
      f: [1.5, null, 2000],
      t: ['x', null, 'y, "z"'],
      b: [1, 0, 1],
      i: [Infinity, -Infinity, Infinity],
    });
  });

  it('numbers categories in order of first appearance', async () => {
    const [column] = await folder.readAll(folder.write('a,b\nz,1\n,1\na,1\nz,1\n'));
    expect(column).toMatchObject({ storage: 'codes', categories: ['z', 'a'], codes: Int32Array.from([0, -1, 1, 0]), missing: 1 });
  });

  it('tells texts of up to 12 bytes and longer ones apart, missing ones among them, and more than are kept', async () => {
    const odd = ['exactly12byt', 'exactly12byte', 'exactly12byu', 'é', 'éé', 'NA', ' ', 'a', 'a\u0001'];
    const texts = Array.from({ length: 20_000 }, (_, k) => (k % 3 === 0 ? (odd[(k / 3) % odd.length] ?? '') : `t${(k * 7919) % 5000}`));
    const [column, other] = await folder.readAll(folder.write(`a,b\n${texts.map(text => `${text},${text}`).join('\n')}\n`));
    const plain = texts.map(text => (text === 'NA' ? null : text));
    expect(column && plainValues(column)).toEqual(plain);
    expect(other && plainValues(other)).toEqual(plain);
    expect(column?.storage === 'codes' && column.categories).toEqual([...new Set(plain.filter(text => text !== null))]);
  });

  it("reads many distinct texts, past DuckDB's dictionary", async () => {
    const texts = Array.from({ length: 120_000 }, (_, k) => (k % 1000 === 7 ? 'NA' : `text ${k % 90_000} of some length`));
    const [column] = await folder.readAll(folder.write(`a\n${texts.join('\n')}\n`));
    expect(column && plainValues(column)).toEqual(texts.map(text => (text === 'NA' ? null : text)));
  });

  it('keeps the order of rows however many threads read them', async () => {
    const expected = Float64Array.from({ length: 700_000 }, (_, row) => row);
    const [one] = await folder.readAll(folder.write(`a\n${expected.join('\n')}\n`, 'one.csv'));
    expect(one?.storage === 'numbers' && one.values.every((value, row) => value === row)).toBe(true);
    const lines = Array.from(expected, row => `${row},t${row % 7}`);
    const [number, text] = await folder.readAll(folder.write(`a,b\n${lines.join('\n')}\n`, 'two.csv'));
    expect(number?.storage === 'numbers' && number.values.every((value, row) => value === row)).toBe(true);
    expect(text?.storage === 'codes' && text.codes.every((code, row) => code === row % 7)).toBe(true);
  });

  it('reads tabs, semicolons, and gzip', async () => {
    expect(await values(folder.write('a\tb\n1\tx,y\n', 'tabs.tsv'))).toEqual({ a: [1], b: ['x,y'] });
    expect(await values(folder.write('a;b\n1;x\n', 'semicolons.csv'))).toEqual({ a: [1], b: ['x'] });
    expect(await values(folder.write(gzipSync('a,b\n1,x\n'), 'zipped.csv.gz'))).toEqual({ a: [1], b: ['x'] });
    expect(await values(folder.write(gzipSync('{"a":1}\n{"a":null}\n'), 'zipped.jsonl.gz'))).toEqual({ a: [1, null] });
  });

  it('reads JSON lines: keys may lack, dates stay text, lists are kept as text', async () => {
    const path = folder.write('{"n":1,"d":"2024-01-01","l":[1,2],"b":true,"x":"7"}\n{"n":2.5,"d":null,"l":[]}\n', 'rows.jsonl');
    expect(await values(path)).toEqual({ n: [1, 2.5], d: ['2024-01-01', null], l: ['[1, 2]', '[]'], b: [1, null], x: ['7', null] });
    const list = (await folder.readAll(path)).find(column => column.name === 'l');
    expect(list?.pandas).toEqual({ dtype: 'object', objects: 'other' });
    expect(await values(folder.write('[{"a":1},{"a":2}]', 'array.json'))).toEqual({ a: [1, 2] });
  });

  it('keeps names with quotes, markup and line ends apart from the SQL', async () => {
    const path = folder.write('"a""; DROP TABLE x; --","<img src=x onerror=alert(1)>","two\nlines",A,a\n1,2,3,4,5\n');
    expect(await values(path)).toEqual({
      'a"; DROP TABLE x; --': [1],
      '<img src=x onerror=alert(1)>': [2],
      'two\nlines': [3],
      A: [4],
      a: [5],
    });
  });

  it('reads a file whose own name holds quotes and pattern characters', async () => {
    expect(await values(folder.write('a\n1\n', "it's [1] *.csv"))).toEqual({ a: [1] });
  });

  it('reads times as epoch milliseconds', async () => {
    const columns = await folder.readAll(fileURLToPath(new URL('../../golden/data/types_pyarrow.parquet', import.meta.url)));
    const times = ['date32', 'timestamp_s', 'timestamp_ns', 'timestamp_tz'].map(name => columns.find(column => column.name === name));
    for (const column of times) expect(column && plainValues(column)[0]).toBe(Date.UTC(2024, 0, 1));
    expect(times.map(column => column && plainValues(column)[1])).toEqual([
      Date.UTC(2024, 0, 2),
      ...Array.from({ length: 3 }, () => Date.UTC(2024, 0, 1, 1)),
    ]);
  });
});

describe('several files', () => {
  it('joins the files of a pattern in order of their names, whatever the order of their columns', async () => {
    mkdirSync(join(folder.path, 'parts'));
    folder.write('a,b\n1,x\n', 'parts/p1.csv');
    folder.write('b,a\ny,2.5\n', 'parts/p2.csv');
    const table = await folder.open(join(folder.path, 'parts', '*.csv'));
    expect(table.files.map(file => file.path.replaceAll('\\', '/').split('/').pop())).toEqual(['p1.csv', 'p2.csv']);
    expect(table.rowCount).toBe(2);
    table.close();
    expect(await values(join(folder.path, 'parts', 'p*.csv'))).toEqual({ a: [1, 2.5], b: ['x', 'y'] });
  });

  it('gives the SHA-256 of each file', async () => {
    const path = folder.write('a\n1\n', 'hashed.csv');
    const table = await folder.open(path);
    expect(table.files).toEqual([{ path, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') }]);
    table.close();
  });

  it('names columns without reading rows', async () => {
    const csv = folder.write('a,a,,"q\nr"\n1,2\n', 'broken below.csv');
    expect(value(await folder.reader.columnNames(csv, unattendedJob()))).toEqual(['a', 'a.1', 'Unnamed: 2', 'q\nr']);
    const parquet = fileURLToPath(new URL('../../golden/data/types_index.parquet', import.meta.url));
    expect(value(await folder.reader.columnNames(parquet, unattendedJob()))).toEqual(['int64']);
  });
});

describe('bad input gives one sentence and a next step', () => {
  const parquet = readFileSync(new URL('../../golden/data/types_pyarrow.parquet', import.meta.url));
  const cases: readonly (readonly [string, string, string | Uint8Array, RegExp])[] = [
    ['too many fields', 'long.csv', 'a,b\n1,2\n3,4,5\n6,7\n', /^Line 3 of .*long\.csv has 3 fields where the header has 2\./],
    ['too few fields', 'short.csv', 'a,b\n1,2\n3,4\n5\n6,7\n', /^Line 4 of .*short\.csv has 1 field where the header has 2\./],
    ['an open quote', 'quote.csv', 'a,b\n1,2\n"3,4\n5,6\n', /^Line 3 of .*quote\.csv opens a quote that does not end\./],
    ['Latin-1 bytes', 'latin.csv', Buffer.from('a,b\n1,caf\xe9\n', 'latin1'), /latin\.csv is not UTF-8 text: line 2/],
    ['UTF-16', 'wide.csv', Buffer.from('\ufeffa,b\n1,2\n', 'utf16le'), /wide\.csv is not UTF-8 text/],
    ['no byte', 'empty.csv', '', /empty\.csv is empty/],
    ['no byte of Parquet', 'empty.parquet', '', /empty\.parquet is empty/],
    ['truncated Parquet', 'cut.parquet', parquet.subarray(0, 9000), /cut\.parquet is not a whole Parquet file/],
    ['foreign bytes', 'text.parquet', 'this is no Parquet file at all', /text\.parquet is not a whole Parquet file/],
    ['a broken JSON line', 'broken.jsonl', '{"a":1}\n{"a":\n', /broken\.jsonl is broken near line 2:/],
    ['a broken line among others', 'middle.jsonl', '{"a":1}\n{"a":2}\n{"a":,}\n{"a":4}\n', /middle\.jsonl is broken near line 3:/],
    ['JSON that holds no objects', 'numbers.jsonl', '1\n2\n', /numbers\.jsonl does not hold one JSON object a line/],
    ['an unknown kind', 'table.xlsx', 'PK', /table\.xlsx is not a kind of file that Model Ops reads/],
  ];
  it.each(cases)('%s', async (_name, file, content, sentence) => {
    const result = await folder.reader.open(folder.write(content, file), unattendedJob());
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.failure.message).toMatch(sentence);
    expect(result.failure.message).not.toMatch(/\n|Error:/);
    expect(result.failure.nextStep).toMatch(/[.]$/);
  });

  it.each([
    ['a missing file', 'nowhere.csv', 'not_found', /^There is no file/],
    ['a pattern without a match', 'no-such-*.parquet', 'not_found', /^No file matches/],
    ['a folder', '.', 'invalid', /is a folder/],
  ] as const)('%s', async (_name, path, reason, sentence) => {
    const result = await folder.reader.open(join(folder.path, path), unattendedJob());
    expect(result).toMatchObject({ ok: false, failure: { reason, nextStep: expect.any(String) as string } });
    if (!result.ok) expect(result.failure.message).toMatch(sentence);
  });

  it('files of different shape or kind', async () => {
    mkdirSync(join(folder.path, 'mixed'));
    folder.write('a,b\n1,2\n', 'mixed/p1.csv');
    folder.write('a,c\n1,2\n', 'mixed/p2.csv');
    const shapes = await folder.reader.open(join(folder.path, 'mixed', '*.csv'), unattendedJob());
    expect(shapes).toMatchObject({ ok: false, failure: { reason: 'invalid' } });
    if (!shapes.ok) expect(shapes.failure.message).toMatch(/p2\.csv has no column "b", which .*p1\.csv has/);
    folder.write('{"a":1}\n', 'mixed/p3.jsonl');
    const kinds = await folder.reader.open(join(folder.path, 'mixed', '*'), unattendedJob());
    expect(kinds).toMatchObject({ ok: false, failure: { reason: 'invalid' } });
  });

  it('a memory limit that is none', async () => {
    const reader = new DuckTableReader({ temporaryFolder: folder.path, memoryLimit: 'much' });
    const result = await reader.open(folder.write('a\n1\n'), unattendedJob());
    expect(result).toMatchObject({
      ok: false,
      failure: { reason: 'unavailable', message: 'DuckDB, which reads data files, did not start.' },
    });
  });

  it('data beyond the memory limit goes to the disk', async () => {
    const temporaryFolder = join(folder.path, 'not there', 'yet');
    const reader = new DuckTableReader({ temporaryFolder, memoryLimit: '100MB' });
    const path = folder.write(`a,b,c,d\n${'some longer text,12345.678,some other text,987654.321\n'.repeat(900_000)}`, 'wide.csv');
    const table = value(await reader.open(path, unattendedJob()));
    const [own] = readdirSync(temporaryFolder);
    expect(readdirSync(join(temporaryFolder, own ?? '')).length).toBeGreaterThan(0);
    const column = value(await table.readColumn('d', unattendedJob()));
    expect(column.storage === 'numbers' && column.values.every(each => each === 987654.321)).toBe(true);
    table.close();
    await reader.close();
    expect(readdirSync(temporaryFolder)).toEqual([]);
  });

  it('an absent column', async () => {
    const table = await folder.open(folder.write('a\n1\n'));
    expect(await table.readColumn('z', unattendedJob())).toMatchObject({ ok: false, failure: { reason: 'not_found' } });
    table.close();
  });

  it('damage in the middle of a Parquet file', async () => {
    const bytes = Uint8Array.from(parquet);
    bytes.fill(0xff, 4, 3000);
    const table = await folder.open(folder.write(bytes, 'damaged.parquet'));
    const result = await table.readColumn('int64', unattendedJob());
    const all = await Promise.all(table.columns.slice(0, 12).map(({ name }) => table.readColumn(name, unattendedJob())));
    expect([result, ...all].some(each => !each.ok && each.failure.reason === 'unreadable')).toBe(true);
    table.close();
  });
});

describe('cancelling', () => {
  it('stops a long read within 200 ms and leaves the reader usable', async () => {
    const path = folder.write(`a,b\n${'12345.678,some text\n'.repeat(3_000_000)}`, 'large.csv');
    const controller = new AbortController();
    const opening = folder.reader.open(path, { signal: controller.signal, progress: () => undefined });
    await new Promise(resolve => setTimeout(resolve, 60));
    const at = performance.now();
    controller.abort();
    expect(await opening).toMatchObject({ ok: false, failure: { reason: 'cancelled' } });
    expect(performance.now() - at).toBeLessThan(200);
    expect(await values(folder.write('a\n1\n'))).toEqual({ a: [1] });
  });

  it('does not start when it is cancelled before', async () => {
    const signal = AbortSignal.abort();
    expect(await folder.reader.open(folder.write('a\n1\n'), { signal, progress: () => undefined })).toMatchObject({
      ok: false,
      failure: { reason: 'cancelled' },
    });
    expect(existsSync(folder.path)).toBe(true);
  });
});
