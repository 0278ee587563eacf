import { DuckDBInstance } from '@duckdb/node-api';
import { Field, FixedSizeList, Float32, List, Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { type DataSource } from '../../../src/domain/dataSource';
import { TableFolder, value } from './tables';

const folder = new TableFolder();
afterAll(() => folder.remove());

const listsOf = async (source: DataSource): Promise<readonly string[]> => value(await folder.reader.listColumns(source, unattendedJob()));

it('are those that a Parquet file declares, in a query too', async () => {
  const file = path.join(folder.path, 'lists.parquet');
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT 1 AS age, [0.5::FLOAT, 1] AS short, [1, 2] AS whole, ['a'] AS words, [[1.0]] AS deep) TO '${file}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
  expect(await listsOf(file)).toEqual(['short', 'whole']);
  expect(await listsOf({ kind: 'query', sql: `SELECT age, short AS vector, words FROM 'lists.parquet'`, folder: folder.path })).toEqual([
    'vector',
  ]);
});

it('are those of an Arrow schema', async () => {
  const vectors = new FixedSizeList(2, new Field('item', new Float32()));
  const table = new Table({
    age: vectorFromArray([1, 2]),
    vector: vectorFromArray([[0.5, 1], null], vectors),
    list: vectorFromArray([[1], [2]]),
    words: vectorFromArray([['a'], ['b']], new List(new Field('item', new Utf8()))),
  });
  expect(await listsOf(folder.write(tableToIPC(table, 'file'), 'lists.arrow'))).toEqual(['vector', 'list']);
});

it('are those of the first objects of JSON lines', async () => {
  const file = folder.write('{"age": 1, "vector": null, "words": ["a"]}\n{"age": 2, "vector": [0.5, 1], "words": []}\n', 'lists.jsonl');
  expect(await listsOf(file)).toEqual(['vector']);
});

it('are those that the first row of a CSV has written out', async () => {
  const file = folder.write('age,vector,words,note\n1,"[0.5, -1e-3]",[a],\n2,[],[],[1]\n', 'lists.csv');
  expect(await listsOf(file)).toEqual(['vector']);
});

it('are none of a file without rows, one that is broken, or one that is not there', async () => {
  expect(await listsOf(folder.write('vector\n', 'empty.csv'))).toEqual([]);
  expect(await listsOf(folder.write('PAR1 and no more', 'broken.parquet'))).toEqual([]);
  expect(await listsOf(folder.write('ARROW1 and no more', 'broken.arrow'))).toEqual([]);
  expect(await folder.reader.listColumns(path.join(folder.path, 'nowhere.parquet'), unattendedJob())).toMatchObject({ ok: false });
});
