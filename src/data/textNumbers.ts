import { DOUBLE } from '@duckdb/node-api';
import { type Job } from '../base/protocol';
import { success, type Result } from '../base/result';
import { type TextNumbering } from './contract';
import { type DuckDatabase } from './duckDatabase';
import { loadedTable } from './loadedTable';
import { type Explain } from './readFailure';
import { TableFiller, type VectorWriter } from './tableFiller';
import { type SourceColumn, type TableSource } from './tableSource';
import { timeExpression } from './timeExpression';
import { doublesIn } from './vectorItems';

interface Origin {
  readonly database: DuckDatabase;
  readonly source: TableSource;
  readonly explain: Explain;
}

/**
 * Reads the texts of a column once, a batch at a time, into a table of their numbers, which DuckDB keeps on the disk where its
 * memory does not suffice: a source for each number, of the rows that have it. O(rows) time, little memory.
 */
export async function numberTexts(
  { database, source, explain }: Origin,
  column: SourceColumn,
  numbering: TextNumbering,
  job: Job,
): Promise<Result<readonly TableSource[]>> {
  const { numbers, time } = numbering;
  const counts = new Float64Array(numbers.length);
  const filled = await loadedTable(database, table =>
    database.withConnection(job, explain, writing =>
      database.withConnection(job, explain, async reading => {
        const filler = await TableFiller.begin(writing, table, [...numbers.map(() => DOUBLE), DOUBLE]);
        const { expression } = await column.plan(reading);
        const timed = time === null ? `'nan'::DOUBLE` : await timeOf(source, time, each => each.plan(reading));
        const query = `SELECT v, t FROM (SELECT ${expression} AS v, coalesce(${timed}, 'nan'::DOUBLE) AS t FROM ${source.relation})`;
        for await (const chunk of await reading.stream(`${query} WHERE v IS NOT NULL`)) {
          if (job.signal.aborted) break;
          const columns = numbering.number(chunk.getColumnValues(0).map(String));
          columns.forEach((values, k) => (counts[k] = (counts[k] as number) + present(values)));
          filler.append(chunk.rowCount, [...columns, doublesIn(chunk.getColumnVector(1)).slice()].map(writerOf));
        }
        filler.end();
        return success(undefined);
      }),
    ),
  );
  if (!filled.ok) return filled;
  const { table } = filled.value;
  const dispose = (): void => database.drop('TABLE', table);
  return success(
    numbers.map((number, k) => sourceOf(number, { table, place: k, time: numbers.length, rows: counts[k] as number, dispose })),
  );
}

async function timeOf(
  source: TableSource,
  time: NonNullable<TextNumbering['time']>,
  plan: (column: SourceColumn) => ReturnType<SourceColumn['plan']>,
): Promise<string> {
  const column = source.columns.find(({ name }) => name === time.column);
  if (column === undefined) throw new Error(`The table has no column ${time.column}.`);
  return timeExpression(await plan(column), time.perMillisecond);
}

function present(values: Float64Array): number {
  return values.reduce((count, value) => count + Number(!Number.isNaN(value)), 0);
}

interface Numbered {
  readonly table: string;
  readonly place: number;
  /** Which column has the times. */
  readonly time: number;
  readonly rows: number;
  readonly dispose: () => void;
}

function sourceOf({ name, kind }: TextNumbering['numbers'][number], { table, place, time, rows, dispose }: Numbered): TableSource {
  return {
    rowCount: rows,
    columns: [numberColumn(name, kind, 'v'), numberColumn(TIME, 'double', 't')],
    relation: `(SELECT c${place} AS v, c${time} AS t FROM ${table} WHERE NOT isnan(c${place}))`,
    dispose,
  };
}

/** What the column with the times is called. */
const TIME = 'time';

function numberColumn(name: string, kind: 'integer' | 'double', expression: string): SourceColumn {
  const dtype = kind === 'integer' ? 'int64' : 'float64';
  return {
    name,
    fileType: 'DOUBLE',
    value: expression,
    plan: () => Promise.resolve({ storage: 'numbers', kind, expression, pandas: () => ({ dtype }) }),
  };
}

function writerOf(values: Float64Array): VectorWriter {
  return (vector, from, count) => doublesIn(vector).set(values.subarray(from, from + count));
}
