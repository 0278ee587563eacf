import { type DuckDBConnection } from '@duckdb/node-api';
import { type CopiedColumn } from '../domain/duplicates';
import { type TableDuplicates } from './contract';
import { type ColumnPlan, type SourceColumn, type TableSource } from './tableSource';

/** Columns whose fingerprints one query takes. */
const AT_ONCE = 250;

/** A column and the SQL of its values, of which missing ones equal each other. */
interface Planned {
  readonly name: string;
  readonly fileType: string;
  /** As the file holds it: nothing is rounded. */
  readonly exact: string;
  /** As a number or text. */
  readonly plain: string;
  /** Only columns of one sort can hold the same. */
  readonly sort: string;
}

/**
 * "Which rows and columns are there twice?" Rows by a DISTINCT over all columns, which DuckDB puts on the disk where its
 * memory does not suffice; columns whose hashes over all rows are equal, compared value by value. Exact. O(rows × columns).
 */
export async function findDuplicates(connection: DuckDBConnection, source: TableSource): Promise<TableDuplicates> {
  const plans = await plansOf(connection, source);
  const columns = source.columns.map((column, k) => plannedOf(column, plans[k]));
  const distinct = `SELECT DISTINCT ${columns.map(({ exact }) => exact).join(', ')} FROM ${source.relation}`;
  const [count = '0'] = await figures(connection, `SELECT count(*) FROM (${distinct})`);
  return { rows: source.rowCount - Number(count), copies: await findCopies(connection, source, columns) };
}

async function plansOf(connection: DuckDBConnection, source: TableSource): Promise<readonly ColumnPlan[]> {
  if (source.planAll !== undefined) return await source.planAll(connection);
  const plans: ColumnPlan[] = [];
  for (const column of source.columns) plans.push(await column.plan(connection));
  return plans;
}

function plannedOf({ name, fileType, value }: SourceColumn, plan: ColumnPlan | undefined): Planned {
  if (plan === undefined) throw new Error(`No plan was made for ${name}.`);
  if (plan.storage === 'codes') return { name, fileType, exact: value ?? plan.expression, plain: plan.expression, sort: 'text' };
  // pandas takes NaN for missing, too.
  const plain = `nullif(${plan.expression}, 'nan'::DOUBLE)`;
  const isFloat = fileType === 'FLOAT' || fileType === 'DOUBLE';
  const exact = plan.exact ?? (value === undefined || isFloat ? plain : value);
  const isNumber = plan.kind !== 'boolean' && plan.kind !== 'datetime';
  return { name, fileType, exact, plain, sort: isNumber ? 'number' : plan.kind };
}

async function findCopies(connection: DuckDBConnection, source: TableSource, columns: readonly Planned[]): Promise<CopiedColumn[]> {
  const alike = new Map<string, Planned[]>();
  for (let start = 0; start < columns.length; start += AT_ONCE) {
    const some = columns.slice(start, start + AT_ONCE);
    const prints = await fingerprints(connection, source, some);
    some.forEach((column, k) => {
      const key = `${column.sort} ${prints[k]}`;
      alike.set(key, [...(alike.get(key) ?? []), column]);
    });
  }
  const copies: CopiedColumn[] = [];
  for (const [first, ...others] of alike.values())
    if (first !== undefined) copies.push(...(await copiesOf(connection, source, first, others)));
  return inOrder(copies, columns);
}

/** A hash over a column's values and their rows: equal columns have equal ones, and others next to never. */
async function fingerprints(connection: DuckDBConnection, { relation }: TableSource, columns: readonly Planned[]): Promise<string[]> {
  const sums = columns.map(({ plain }) => `sum(hash(modelops_row, ${plain})::HUGEINT)::VARCHAR`);
  return await figures(connection, `SELECT ${sums.join(', ')} FROM (SELECT *, row_number() OVER () AS modelops_row FROM ${relation})`);
}

async function copiesOf(
  connection: DuckDBConnection,
  { relation }: TableSource,
  first: Planned,
  others: readonly Planned[],
): Promise<CopiedColumn[]> {
  if (others.length === 0) return [];
  const differences = others.map(other => {
    const values = other.fileType === first.fileType ? [first.exact, other.exact] : [first.plain, other.plain];
    return `count(*) FILTER (${values.join(' IS DISTINCT FROM ')})::VARCHAR`;
  });
  const counts = await figures(connection, `SELECT ${differences.join(', ')} FROM ${relation}`);
  return others.filter((_, k) => counts[k] === '0').map(({ name }) => ({ name, copyOf: first.name }));
}

function inOrder(copies: readonly CopiedColumn[], columns: readonly Planned[]): CopiedColumn[] {
  const places = new Map(columns.map(({ name }, place) => [name, place]));
  return copies.toSorted((a, b) => (places.get(a.name) ?? 0) - (places.get(b.name) ?? 0));
}

async function figures(connection: DuckDBConnection, sql: string): Promise<string[]> {
  return ((await (await connection.run(sql)).getRows())[0] ?? []).map(String);
}
