import { type FilterComparison, type FilterExpression } from '../../../domain/search/filterExpression';
import { promptCondition } from '../../../domain/search/promptTag';
import { type MetricHistoryChoice } from '../../../domain/search/searchKind';
import { type KeyTable, type SearchTable, type ValueRows } from './searchTable';

/** Gives values of a statement their names. */
export type Bind = (value: string | number) => string;

/**
 * The SQL condition of a filter, for a query over `table`. A missing key or value makes any comparison false, as in
 * MLflow; NOT of it is true.
 */
export function filterCondition(expression: FilterExpression, table: SearchTable, bind: Bind): string {
  if (expression.kind === 'comparison') return comparisonSql(expression, table, bind);
  if (expression.kind === 'not') return `(${filterCondition(expression.part, table, bind)}) IS NOT TRUE`;
  const parts = expression.parts.map(part => `(${filterCondition(part, table, bind)})`);
  return parts.join(expression.kind === 'and' ? ' AND ' : ' OR ');
}

function comparisonSql(comparison: FilterComparison, table: SearchTable, bind: Bind): string {
  const { entity, key, history } = comparison.field;
  const aboutPrompts = table.hidesPrompts ? promptCondition(comparison) : null;
  if (aboutPrompts !== null) return aboutPrompts ? 'TRUE' : 'FALSE';
  const rows = table.filterRows[`${entity}.${key}`];
  if (rows !== undefined) return anyRow(rows, comparison, bind);
  const keys = table.keys[entity];
  if (keys === undefined) return compared(table.columns[key]?.sql ?? 'NULL', comparison, bind);
  if (history !== undefined) return historyCondition(history, keys, comparison, bind);
  return keyCondition(keys, comparison, bind);
}

function anyRow(rows: ValueRows | null, comparison: FilterComparison, bind: Bind): string {
  if (rows === null) return comparison.operator === 'IS NULL' ? 'TRUE' : 'FALSE';
  const some = `EXISTS (SELECT 1 FROM ${rows.from} WHERE ${rows.where}`;
  if (comparison.operator === 'IS NULL') return `NOT ${some})`;
  if (comparison.operator === 'IS NOT NULL') return `${some})`;
  return `${some} AND ${compared(rows.value, comparison, bind)})`;
}

function keyCondition({ table, of }: KeyTable, comparison: FilterComparison, bind: Bind): string {
  const row = `(SELECT 1 FROM ${table} f WHERE f.key = ${bind(comparison.field.key)} AND ${of('f')}`;
  if (comparison.operator === 'IS NULL') return `${row}) IS NULL`;
  if (comparison.operator === 'IS NOT NULL') return `${row}) IS NOT NULL`;
  const condition = comparison.field.entity === 'metric' ? metricCompared : compared;
  // EXISTS would become a join behind the one of the order, which then looks a value up for every run that does not match.
  return `${row} AND ${condition('f.value', comparison, bind)})`;
}

/** NaN, stored as 0 with a mark, differs from every number and compares with none. */
function metricCompared(value: string, comparison: FilterComparison, bind: Bind): string {
  const condition = compared(value, comparison, bind);
  return comparison.operator === '!=' ? `(${condition} OR f.is_nan = 1)` : `(${condition} AND f.is_nan = 0)`;
}

/** The least and the greatest leave NaN out; the first is that of the lowest step, then time, then value. */
function historyCondition(choice: MetricHistoryChoice, { of }: KeyTable, comparison: FilterComparison, bind: Bind): string {
  const rows = `FROM metrics h WHERE ${of('h')} AND h.key = ${bind(comparison.field.key)}`;
  if (choice === 'first') {
    const first = `SELECT h.value AS value, h.is_nan AS is_nan ${rows} ORDER BY h.step, h.timestamp, h.value LIMIT 1`;
    return `EXISTS (SELECT 1 FROM (${first}) f WHERE ${metricCompared('f.value', comparison, bind)})`;
  }
  return compared(`(SELECT ${choice}(h.value) ${rows} AND h.is_nan = 0)`, comparison, bind);
}

function compared(value: string, { operator, value: wanted }: FilterComparison, bind: Bind): string {
  if (typeof wanted === 'object') return `${value} ${operator} (SELECT value FROM json_each(${bind(JSON.stringify(wanted))}))`;
  if (operator === 'ILIKE') return `lower(${value}) LIKE lower(${bind(wanted)})`;
  return `${value} ${operator} ${bind(wanted)}`;
}
