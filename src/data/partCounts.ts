import { type DuckDBConnection } from '@duckdb/node-api';
import { emptyColumn } from './columnSurvey';
import { type ColumnPart, type NumberMoments } from './contract';
import { queriedNumbers } from './queriedNumbers';
import { type ColumnPlan } from './tableSource';

/** A table with a column's values `v`, their parts as `part`, and as `n` how often they are there where they are counted. */
export interface PartedTable {
  readonly table: string;
  readonly plan: ColumnPlan;
  readonly isCounted: boolean;
  /** How many there are; rows in none of them have another part. */
  readonly parts: number;
}

/** What one part has. */
interface Figures {
  readonly rows: number;
  readonly missing: number;
  readonly infinite: { readonly positive: number; readonly negative: number };
  readonly range: Pick<NumberMoments, 'count' | 'minimum' | 'maximum' | 'mean'> | null;
}

const NOTHING: Figures = { rows: 0, missing: 0, infinite: { positive: 0, negative: 0 }, range: null };

/** Counts every part of a table; numbers take two queries. O(rows), whatever the number of parts. */
export async function countParts(connection: DuckDBConnection, sorted: PartedTable, name: string): Promise<readonly ColumnPart[]> {
  const figures = sorted.plan.storage === 'numbers' ? await figuresOfNumbers(connection, sorted) : await figuresOfText(connection, sorted);
  const powers = await powersByPart(connection, sorted, figures);
  const missing = [...figures.values()].reduce((total, part) => total + part.missing, 0);
  const plan = keptKind(sorted.plan, missing);
  return Array.from({ length: sorted.parts }, (_, place) => {
    const { rows, missing, infinite, range } = figures.get(place) ?? NOTHING;
    // Sums beyond the largest double are told by the mean already.
    const numbers = range && { ...range, ...(powers.get(place) ?? { squares: Infinity, cubes: NaN }) };
    return { rows, counts: { empty: emptyColumn(name, plan, rows)(missing).empty, missing, infinite, numbers } };
  });
}

/** A pandas integer column with a missing value holds floats, in every part. */
function keptKind(plan: ColumnPlan, missing: number): ColumnPlan {
  return plan.storage === 'numbers' && plan.kind === 'integer' && missing > 0 ? { ...plan, kind: 'double' } : plan;
}

async function figuresOfText(connection: DuckDBConnection, { table }: PartedTable): Promise<ReadonlyMap<number, Figures>> {
  const rows = await queriedNumbers(connection, `SELECT part, sum(n), coalesce(sum(n) FILTER (v IS NULL), 0) FROM ${table} GROUP BY part`);
  return new Map(rows.map(([part = 0, rows = 0, missing = 0]) => [part, { ...NOTHING, rows, missing }]));
}

async function figuresOfNumbers(connection: DuckDBConnection, { table, isCounted }: PartedTable): Promise<ReadonlyMap<number, Figures>> {
  const count = (condition: string): string => (isCounted ? `coalesce(sum(n) FILTER (${condition}), 0)` : `count(*) FILTER (${condition})`);
  const found = await queriedNumbers(
    connection,
    `SELECT part, ${count('true')}, ${count('v IS NULL OR isnan(v)')}, ${count("v = 'inf'::DOUBLE")}, ${count("v = '-inf'::DOUBLE")},
      ${count('isfinite(v)')}, min(v) FILTER (isfinite(v)), max(v) FILTER (isfinite(v)), fsum(v${isCounted ? ' * n' : ''}) FILTER (isfinite(v))
      FROM ${table} GROUP BY part`,
  );
  return new Map(
    found.map(([part = 0, rows = 0, missing = 0, positive = 0, negative = 0, count = 0, minimum = 0, maximum = 0, sum = 0]) => [
      part,
      { rows, missing, infinite: { positive, negative }, range: count === 0 ? null : { count, minimum, maximum, mean: sum / count } },
    ]),
  );
}

/** The sums of powers of the distances from each part's own mean; of parts whose mean is one. */
async function powersByPart(
  connection: DuckDBConnection,
  { table, isCounted }: PartedTable,
  figures: ReadonlyMap<number, Figures>,
): Promise<ReadonlyMap<number, Pick<NumberMoments, 'squares' | 'cubes'>>> {
  const means = [...figures].flatMap(([part, { range }]) =>
    range !== null && Number.isFinite(range.mean) ? [`(${part}::SMALLINT, (${range.mean})::DOUBLE)`] : [],
  );
  if (means.length === 0) return new Map();
  const weight = isCounted ? ' * n' : '';
  const distances = `SELECT part, v - mean AS d${isCounted ? ', n' : ''} FROM ${table} JOIN (VALUES ${means.join(', ')}) AS means(place, mean) ON place = part`;
  const sums = `SELECT part, sum(d * d${weight}), sum(d * d * d${weight}) FROM (${distances} WHERE isfinite(v)) GROUP BY part`;
  const found = await queriedNumbers(connection, sums);
  return new Map(found.map(([part = 0, squares = 0, cubes = 0]) => [part, { squares, cubes }]));
}
