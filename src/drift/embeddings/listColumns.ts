import { type Job } from '../../base/protocol';
import { type TableReader } from '../../data/contract';
import { type DataSource } from '../../domain/dataSource';

/** Lists of numbers as DuckDB names their types: FLOAT[], DOUBLE[384]. */
const LIST_OF_NUMBERS = /^(FLOAT|DOUBLE|DECIMAL\(\d+,\d+\)|U?(TINY|SMALL|BIG|HUGE)?INT|U?INTEGER)\[\d*\]$/;

/**
 * The columns that hold a list of numbers in every row, as the file's footer declares them. Of Parquet files alone: others
 * would have to be read as a whole to know it, which is not done only to offer something. None where the file cannot be read.
 */
export async function listColumns(tables: Pick<TableReader, 'head'>, source: DataSource, job: Job): Promise<readonly string[]> {
  if (typeof source !== 'string' || !/[.]parquet$/i.test(source)) return [];
  const head = await tables.head(source, { rows: 1, textLength: 1 }, job);
  return head.ok ? head.value.columns.filter(({ fileType }) => LIST_OF_NUMBERS.test(fileType)).map(({ name }) => name) : [];
}
