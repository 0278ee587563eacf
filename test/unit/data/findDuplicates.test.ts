import { afterAll, describe, expect, it } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { type TableDuplicates } from '../../../src/data/contract';
import { type RowFilter } from '../../../src/domain/dataSource';
import { TableFolder, value } from './tables';

const folder = new TableFolder();
afterAll(() => folder.remove());

async function duplicates(text: string, name: string, filter?: RowFilter): Promise<TableDuplicates> {
  const job = unattendedJob();
  const table = value(await folder.reader.open(folder.write(text, name), job, filter));
  try {
    return value(await table.duplicates(job));
  } finally {
    table.close();
  }
}

describe('duplicate rows', () => {
  it('have an earlier row with the same values, missing ones included', async () => {
    const text = 'a,b\n1,x\n2,y\n1,x\n,y\n,y\n1,\n1,\n1,x\n1,X\n';
    expect(await duplicates(text, 'rows.csv')).toEqual({ rows: 4, copies: [] });
  });

  it('are compared as values: infinite ones equal each other, 1 and 1.0 are one number, 0 and -0 too', async () => {
    expect(await duplicates('a,b\ninf,1.0\ninf,1\n-inf,1\n0.0,2\n-0.0,2\n', 'numbers.csv')).toMatchObject({ rows: 2 });
  });

  it('are told apart where a double would round', async () => {
    expect(await duplicates('id\n9007199254740993\n9007199254740992\n9007199254740993\n', 'large.csv')).toMatchObject({ rows: 1 });
  });

  it('are those of the rows that a filter keeps', async () => {
    const filter: RowFilter = { kind: 'expression', sql: 'a = 1' };
    expect(await duplicates('a,b\n1,x\n1,x\n2,y\n2,y\n', 'filtered.csv', filter)).toMatchObject({ rows: 1 });
  });

  it('are counted in JSON lines, whose values have types of their own', async () => {
    const text =
      '{"a":[1,2],"at":"2024-01-01"}\n{"a":[1,2],"at":"2024-01-01"}\n{"a":[1,3],"at":null}\n{"a":null,"at":null}\n{"a":null,"at":null}\n';
    expect(await duplicates(text, 'lists.jsonl')).toMatchObject({ rows: 2 });
  });
});

describe('copied columns', () => {
  it('hold the same in every row; the first of them is copied', async () => {
    const text = 'a,b,c,d,e,f\n1,x,1,x,2,1.5\n2,y,2,y,1,2.5\n,y,,y,3,\n';
    expect((await duplicates(text, 'copies.csv')).copies).toEqual([
      { name: 'c', copyOf: 'a' },
      { name: 'd', copyOf: 'b' },
    ]);
  });

  it('are not those that hold the same values in other rows, or text beside numbers', async () => {
    expect((await duplicates('a,b,c\n1,2,x1\n2,1,x2\n', 'permuted.csv')).copies).toEqual([]);
  });

  it('are found among more columns than one query takes', async () => {
    const names = Array.from({ length: 600 }, (_, k) => `c${k}`);
    const line = (row: number): string => names.map((_, k) => String(k === 599 ? row * 3 : row * (k + 1))).join(',');
    const text = `${names.join(',')}\n${Array.from({ length: 40 }, (_, row) => line(row)).join('\n')}\n`;
    expect(await duplicates(text, 'wide.csv')).toEqual({ rows: 0, copies: [{ name: 'c599', copyOf: 'c2' }] });
  });
});
