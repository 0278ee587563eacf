import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { type Column } from '../../../src/domain/column';
import { inferColumnType, pandasTypeOf } from '../../../src/drift/inferColumnType';
import { TableFolder, plainValues } from './tables';

interface GoldenColumn {
  readonly name: string;
  readonly dtype: string;
  readonly evidently: string;
  readonly missing: number;
}
interface Golden {
  readonly parquet: Readonly<Record<string, readonly GoldenColumn[]>>;
  readonly arrow: Readonly<Record<string, readonly GoldenColumn[]>>;
  readonly tokens: readonly { values: readonly string[]; columns: readonly GoldenColumn[] }[];
  readonly structures: readonly { name: string; text: string; columns: readonly GoldenColumn[] }[];
  readonly blocks: readonly { parts: readonly [string, number][]; columns: readonly GoldenColumn[] }[];
}
const goldenFolder = new URL('../../golden/data/', import.meta.url);
const golden = JSON.parse(readFileSync(new URL('types.json', goldenFolder), 'utf8')) as Golden;
const folder = new TableFolder();
afterAll(() => folder.remove());

/** What pandas and Evidently call it; the unit of a time is not compared. */
function described(column: Column): GoldenColumn {
  const values = plainValues(column).filter(value => value !== null);
  const names = { numeric: 'num', categorical: 'cat', text: 'text', datetime: 'datetime', unknown: 'unknown' };
  const type = inferColumnType(column, new Set(values).size, values.length);
  return { name: column.name, dtype: withoutUnit(pandasTypeOf(column).dtype), evidently: names[type], missing: column.missing };
}

function expected(columns: readonly GoldenColumn[]): GoldenColumn[] {
  // Evidently's "list" is left out of its drift preset like "unknown", and is called so here.
  return columns.map(column => ({
    ...column,
    dtype: withoutUnit(column.dtype),
    evidently: column.evidently === 'list' ? 'unknown' : column.evidently,
  }));
}

function withoutUnit(dtype: string): string {
  return dtype.replace(/^(datetime64|timedelta64)\[\w+/, '$1[');
}

describe('types of Parquet columns are those of pandas and Evidently', () => {
  it.each(Object.entries(golden.parquet))('%s', async (file, columns) => {
    const read = (await folder.readAll(fileURLToPath(new URL(file, goldenFolder)))).map(described);
    expect(read).toEqual(expected(columns));
  });
});

describe('types of Arrow columns are those of pandas and Evidently', () => {
  it.each(Object.entries(golden.arrow))('%s', async (file, columns) => {
    const read = (await folder.readAll(fileURLToPath(new URL(file, goldenFolder)))).map(described);
    expect(read).toEqual(expected(columns));
  });
});

describe('types of CSV columns are those of pandas and Evidently', () => {
  it.each([2, 4, 6])('for every kind of value alone and beside others, %i rows', async rows => {
    const cases = golden.tokens.filter(({ values }) => values.length === rows);
    const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;
    const lines = Array.from({ length: rows }, (_, row) => cases.map(({ values }) => quoted(values[row] ?? '')).join(','));
    const read = await folder.readAll(folder.write(`${cases.map((_, k) => `c${k}`).join(',')}\n${lines.join('\n')}\n`));
    const found = read.map((column, k) => ({ values: cases[k]?.values, ...described({ ...column, name: 'a' }) }));
    expect(found).toEqual(cases.map(({ values, columns }) => ({ values, ...expected(columns)[0] })));
    expect(cases.length).toBeGreaterThan(80);
  });

  it.each(golden.structures.map(entry => [entry.name, entry] as const))('for a file with %s', async (_name, { text, columns }) => {
    const read = (await folder.readAll(folder.write(text))).map(described);
    expect(read).toEqual(expected(columns));
  });

  it.each(golden.blocks.map(entry => [JSON.stringify(entry.parts), entry] as const))(
    'for a long column of %s',
    async (_name, { parts, columns }) => {
      const path = folder.write('', 'long.csv');
      writeFileSync(path, `a\n${parts.map(([value, count]) => `${value === '' ? 'NA' : value}\n`.repeat(count)).join('')}`);
      const read = (await folder.readAll(path)).map(described);
      expect(read).toEqual(expected(columns));
    },
  );
});
