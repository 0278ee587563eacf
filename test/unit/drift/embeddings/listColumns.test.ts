import { DuckDBInstance } from '@duckdb/node-api';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { unattendedJob } from '../../../../src/base/protocol';
import { listColumns } from '../../../../src/drift/embeddings/listColumns';
import { TableFolder } from '../../data/tables';

const folder = new TableFolder();
afterAll(() => folder.remove());

it('names the columns of lists of numbers that a Parquet file declares, and none of other files', async () => {
  const file = path.join(folder.path, 'lists.parquet');
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT 1 AS age, [0.5::FLOAT, 1] AS short, [1, 2] AS whole, ['a'] AS words, [[1.0]] AS deep) TO '${file}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
  expect(await listColumns(folder.reader, file, unattendedJob())).toEqual(['short', 'whole']);
  const csv = folder.write('short\n"[0.5, 1]"\n', 'lists.csv');
  expect(await listColumns(folder.reader, csv, unattendedJob())).toEqual([]);
  expect(await listColumns(folder.reader, path.join(folder.path, 'nowhere.parquet'), unattendedJob())).toEqual([]);
});
