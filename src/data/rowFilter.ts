import { type DuckDBConnection } from '@duckdb/node-api';
import { oneLine } from '../base/oneLine';
import { failure, success, type Result } from '../base/result';
import { type RowFilter } from '../domain/dataSource';
import { shownText } from '../domain/shownText';
import { quoteText } from './quoting';
import { edited, endOfToken, nodesOf, parseSelect, placeOf, type SqlEdit, type SqlNode } from './sqlTree';
import { type SourceColumn, type TableSource } from './tableSource';

/** The source with the rows that a filter keeps: types stay those of the whole. O(rows) to count them. */
export async function filterRows(connection: DuckDBConnection, source: TableSource, filter: RowFilter): Promise<Result<TableSource>> {
  const condition =
    filter.kind === 'range' ? await rangeCondition(connection, source, filter) : await expressionCondition(connection, source, filter.sql);
  if (!condition.ok) return condition;
  const relation = `(SELECT * FROM ${source.relation} WHERE ${condition.value})`;
  const counted = await counting(connection, relation);
  if (!counted.ok) return counted;
  if (counted.value === 0 && source.rowCount > 0)
    return failure('invalid', `The filter keeps none of the ${source.rowCount} rows.`, { nextStep: 'Check its column and its bounds.' });
  return success({ ...source, relation, rowCount: counted.value });
}

async function counting(connection: DuckDBConnection, relation: string): Promise<Result<number>> {
  try {
    return success(Number((await (await connection.run(`SELECT count(*) FROM ${relation}`)).getRows())[0]?.[0]));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    // What is amiss with the file itself is told as that.
    if (!/^(Binder|Conversion|Invalid Input|Out of Range|Catalog) Error/.test(detail)) throw error;
    return failure('invalid', `The filter cannot be evaluated: ${reasonIn(detail)}`, { nextStep: 'Correct the filter.', detail });
  }
}

/** DuckDB's own words, without its prefix, its advice and the statement that it shows. */
function reasonIn(detail: string): string {
  const first = detail.replace(/^\w+( \w+)? Error: /, '').split(/\n/)[0] ?? '';
  return `${oneLine(first).replace(/[.]$/, '')}.`;
}

const MOMENT = /^\d{4}-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d([.]\d+)?)?)?)?Z?$/;

async function rangeCondition(
  connection: DuckDBConnection,
  source: TableSource,
  { column: name, from, to }: Extract<RowFilter, { kind: 'range' }>,
): Promise<Result<string>> {
  const column = source.columns.find(each => each.name === name);
  if (column === undefined) return noColumn(name, source);
  const plan = await column.plan(connection);
  const isTime = plan.storage === 'numbers' && plan.kind === 'datetime';
  const asTimes = isTime || (plan.storage === 'codes' && [from, to].every(bound => bound === null || MOMENT.test(bound)));
  const isNumber = plan.storage === 'numbers' && !isTime;
  const unfit = [from, to].find(bound => bound !== null && isUnfit(bound, { isTime, isNumber }));
  if (unfit !== undefined && unfit !== null) return unfitBound(unfit, name, isTime);
  const value = valueToCompare(column, plan.expression, { asTimes, isTime });
  const literal = (bound: string): string => (asTimes ? timeLiteral(column, bound) : isNumber ? String(Number(bound)) : quoteText(bound));
  const bounds = [from === null ? null : `${value} >= ${literal(from)}`, to === null ? null : `${value} < ${literal(to)}`];
  return success(bounds.filter(bound => bound !== null).join(' AND '));
}

function isUnfit(bound: string, { isTime, isNumber }: { isTime: boolean; isNumber: boolean }): boolean {
  return isTime ? !MOMENT.test(bound) : isNumber && !isFiniteNumber(bound);
}

function unfitBound(bound: string, column: string, isTime: boolean): Result<never> {
  return failure('invalid', `"${shownText(bound)}" is no ${isTime ? 'time' : 'number'}, which column "${shownText(column)}" holds.`, {
    nextStep: isTime ? 'Write it as 2001-06-01 or 2001-06-01T12:00.' : 'Write it as 12 or 0.5.',
  });
}

function isFiniteNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

/** A file's own value lets DuckDB pass over the parts of a Parquet file that the bounds exclude. */
function valueToCompare(column: SourceColumn, expression: string, how: { asTimes: boolean; isTime: boolean }): string {
  if (how.isTime) return column.value ?? `make_timestamp((${expression} * 1000)::BIGINT)`;
  if (how.asTimes) return `TRY_CAST(${expression} AS TIMESTAMP)`;
  return column.value ?? expression;
}

/** The whole moment, in UTC: a month begins with its first day, a day at midnight. */
function timeLiteral({ fileType }: SourceColumn, bound: string): string {
  const [day = '', clock = '00:00:00'] = bound.replace(/Z$/, '').split(/[T ]/);
  const whole = `${day.length === 7 ? `${day}-01` : day} ${clock.length === 5 ? `${clock}:00` : clock}`;
  return fileType === 'TIMESTAMP WITH TIME ZONE' ? `TIMESTAMPTZ ${quoteText(`${whole}+00`)}` : `TIMESTAMP ${quoteText(whole)}`;
}

/** What an expression alone looks like: anything beside its condition was smuggled in. */
const FRAME = (condition: string): string => `SELECT 1 WHERE (${condition}\n)`;

async function expressionCondition(connection: DuckDBConnection, source: TableSource, sql: string): Promise<Result<string>> {
  const framed = FRAME(sql);
  const parsed = await parseSelect(connection, framed, 'The filter');
  if (!parsed.ok) return parsed;
  const empty = await parseSelect(connection, FRAME('true'), 'The filter');
  if (!empty.ok) return empty;
  const nodes = [...nodesOf(conditionOf(parsed.value))];
  if (around(parsed.value) !== around(empty.value) || nodes.some(node => node['class'] === 'SUBQUERY'))
    return failure('invalid', 'The filter is not one condition.', {
      nextStep: "Write it as month = 6 AND origin = 'DEN', without a SELECT in it.",
    });
  const edits: SqlEdit[] = [];
  for (const node of nodes) {
    if (node['class'] !== 'COLUMN_REF') continue;
    const edit = await columnEdit(connection, source, framed, node);
    if (!edit.ok) return edit;
    edits.push(edit.value);
  }
  const whole = edited(framed, edits);
  return success(whole.slice(FRAME('').indexOf('(')));
}

async function columnEdit(connection: DuckDBConnection, source: TableSource, sql: string, node: SqlNode): Promise<Result<SqlEdit>> {
  const name = String((node['column_names'] as readonly unknown[])[0]);
  const column =
    source.columns.find(each => each.name === name) ?? source.columns.find(each => each.name.toLowerCase() === name.toLowerCase());
  const from = placeOf(node);
  if (column === undefined || from === null) return noColumn(name, source);
  return success({ from, to: endOfToken(sql, from), text: `(${await typedValue(connection, column)})` });
}

async function typedValue(connection: DuckDBConnection, column: SourceColumn): Promise<string> {
  if (column.value !== undefined) return column.value;
  const plan = await column.plan(connection);
  return plan.storage === 'numbers' && plan.kind === 'boolean' ? `(${plan.expression})::BOOLEAN` : plan.expression;
}

function conditionOf(statement: SqlNode): unknown {
  return (statement['node'] as SqlNode)['where_clause'];
}

/** The statement without its condition, as text to compare. */
function around(statement: SqlNode): string {
  return JSON.stringify(statement, (key, value: unknown) => (key === 'where_clause' || key === 'query_location' ? undefined : value));
}

const LISTED = 8;

function noColumn(name: string, { columns }: TableSource): Result<never> {
  const listed = columns.slice(0, LISTED).map(each => shownText(each.name));
  const more = columns.length > LISTED ? ` and ${columns.length - LISTED} more` : '';
  return failure('not_found', `The filter names a column "${shownText(name)}", which is not there.`, {
    nextStep: `The columns there are: ${listed.join(', ')}${more}.`,
  });
}
