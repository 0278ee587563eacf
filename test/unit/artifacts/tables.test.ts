import { afterAll, describe, expect, test } from 'vitest';
import { PAGE_LIMITS, previewTable } from '../../../src/artifacts/previewTable';
import { splitTable } from '../../../src/artifacts/splitTable';
import { unattendedJob } from '../../../src/base/protocol';
import { TableFolder, value } from '../data/tables';

const folder = new TableFolder();
afterAll(() => folder.remove());
const preview = async (file: string) => value(await previewTable(folder.reader, file, unattendedJob()));

describe('the first rows of a file', () => {
  test('have types, missing values and the number of all rows', async () => {
    const file = folder.write('n,f,b,t\n1,1.5,true,x\n2,,false,\n3,inf,true,"a, b"\n');
    expect(await preview(file)).toEqual({
      rowCount: 3,
      shownRows: 3,
      columns: [
        { name: 'n', kind: 'number', type: 'integer', values: [1, 2, 3] },
        { name: 'f', kind: 'number', type: 'number', values: [1.5, null, 'Infinity'] },
        { name: 'b', kind: 'boolean', type: 'true or false', values: [1, 0, 1] },
        { name: 't', kind: 'text', type: 'text', values: ['x', null, 'a, b'] },
      ],
    });
  });

  test('of Parquet: times, lists, and columns named like an alias', async () => {
    const table = await preview('test/golden/data/types_pyarrow.parquet');
    expect(table.shownRows).toBe(table.rowCount);
    expect(table.columns.length).toBeGreaterThan(10);
    expect(table.columns.some(({ kind, values }) => kind === 'time' && values.some(at => typeof at === 'number'))).toBe(true);
  });

  test('of JSON lines', async () => {
    const table = await preview(folder.write('{"a":1,"l":[1,2]}\n{"a":null}\n', 'rows.jsonl'));
    expect(table.columns).toEqual([
      { name: 'a', kind: 'number', type: 'integer', values: [1, null] },
      { name: 'l', kind: 'text', type: 'bigint[]', values: ['[1, 2]', null] },
    ]);
  });

  test('are a thousand at most; a long text ends in an ellipsis', async () => {
    const table = await preview(folder.write(`a\n${Array.from({ length: 1500 }, (_, row) => `${row}x${'y'.repeat(600)}`).join('\n')}\n`));
    expect([table.rowCount, table.shownRows]).toEqual([1500, 1000]);
    expect(table.columns[0]?.values[7]).toMatch(/^7xy{497}…$/);
  });

  test('of many columns are typed column by column, in portions', async () => {
    const names = Array.from({ length: 120 }, (_, k) => `c${k}`);
    const line = (row: number): string => names.map((_, k) => (k % 2 === 0 ? row + k : `t${row + k}`)).join(',');
    const table = await preview(folder.write(`${names.join(',')}\n${line(0)}\n${line(1)}\n`));
    expect(table.columns.map(({ kind }) => kind)).toEqual(names.map((_, k) => (k % 2 === 0 ? 'number' : 'text')));
    expect(table.columns[118]?.values).toEqual([118, 119]);
    expect(table.columns[119]?.values).toEqual(['t119', 't120']);
  });

  test('a broken file is said', async () => {
    const broken = await previewTable(folder.reader, folder.write('a,b\n1,2\n1,2,3\n'), unattendedJob());
    expect(!broken.ok && broken.failure.message).toContain('Line 3');
  });
});

describe('a split table', () => {
  test('has typed columns; what a row lacks is missing', () => {
    const text = JSON.stringify({
      columns: ['n', 'b', 't', 'm', ['x', 1]],
      data: [
        [1, true, 'a', { k: 1 }, null],
        [null, null, null, 'b'],
        [2.5, false, 'c', 3, 4],
      ],
    });
    expect(value(splitTable(text, PAGE_LIMITS))).toEqual({
      rowCount: 3,
      shownRows: 3,
      columns: [
        { name: 'n', kind: 'number', type: 'number', values: [1, null, 2.5] },
        { name: 'b', kind: 'boolean', type: 'true or false', values: [1, null, 0] },
        { name: 't', kind: 'text', type: 'text', values: ['a', null, 'c'] },
        { name: 'm', kind: 'text', type: 'mixed', values: ['{"k":1}', 'b', '3'] },
        { name: '["x",1]', kind: 'number', type: 'number', values: [null, null, 4] },
      ],
    });
  });

  test('shows a thousand rows of more', () => {
    const table = value(splitTable(JSON.stringify({ columns: ['a'], data: Array.from({ length: 1200 }, (_, row) => [row]) }), PAGE_LIMITS));
    expect([table.rowCount, table.shownRows, table.columns[0]?.values.length]).toEqual([1200, 1000, 1000]);
  });

  test('with lists within lists without end is shown all the same', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    const table = value(splitTable(`{"columns": ["a"], "data": [[${deep}], ["b"]]}`, PAGE_LIMITS));
    expect(table.columns[0]?.values).toEqual(['[…]', 'b']);
  });

  test('of two thousand columns shows fewer rows', () => {
    const columns = Array.from({ length: 2000 }, (_, k) => `c${k}`);
    const data = Array.from({ length: 600 }, () => columns.map(() => 1));
    const table = value(splitTable(JSON.stringify({ columns, data }), PAGE_LIMITS));
    expect([table.rowCount, table.shownRows, table.columns[1999]?.values.length]).toEqual([600, 500, 500]);
  });

  test.each(['{"columns": 1, "data": []}', '{"columns": [], "data": [1]}', '[]', 'null', '{"columns": ["a"], "data": [[NaN]]}', ''])(
    'is not %s',
    text => expect(splitTable(text, PAGE_LIMITS).ok).toBe(false),
  );
});
