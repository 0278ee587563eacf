import { type OrderClause, type SearchKind } from '../../../domain/search/searchKind';
import { type SortKey } from '../pages';
import { type Bind } from './filterCondition';
import { type SearchTable } from './searchTable';

/** What the columns of an order add to a row. */
export type OrderedRow = Readonly<Record<`key${number}`, string | number>>;

interface OrderParts<Row> {
  readonly columns: string;
  readonly joins: string;
  readonly keys: readonly SortKey<Row & OrderedRow>[];
}

interface OrderValue {
  readonly sql: string;
  readonly type: 'integer' | 'text' | 'real';
  /** A number for what is not there (and for NaN), which never sorts by its value. */
  readonly rank: string;
  readonly rankDescending: boolean;
  readonly join: string;
}

/** Two keys of a page for each clause: whether there is a value at all, then the value. */
export function orderKeys<Row>(order: readonly OrderClause[], kind: SearchKind, table: SearchTable, bind: Bind): OrderParts<Row> {
  const values = order.map((clause, place) => orderValue(clause, place, { kind, table, bind }));
  const keys = values.flatMap((value, place): Omit<SortKey<never>, 'of'>[] => [
    { sql: value.rank, type: 'integer', descending: value.rankDescending },
    { sql: value.sql, type: value.type, descending: order[place]?.descending ?? false },
  ]);
  return {
    columns: keys.map(({ sql, type }, place) => `, ${type === 'integer' ? `CAST(${sql} AS TEXT)` : sql} AS key${place}`).join(''),
    joins: values.map(({ join }) => join).join(''),
    keys: keys.map((key, place) => ({ ...key, of: row => String(row[`key${place}`]) })),
  };
}

function orderValue(
  { field, descending }: OrderClause,
  place: number,
  { kind, table, bind }: { kind: SearchKind; table: SearchTable; bind: Bind },
): OrderValue {
  const keys = table.keys[field.entity];
  const column = keys === undefined ? (table.columns[field.key] ?? NO_COLUMN) : { sql: `o${place}.value`, type: 'text' as const };
  const isMetric = field.entity === 'metric';
  const join =
    keys === undefined ? '' : ` LEFT JOIN ${keys.table} o${place} ON o${place}.key = ${bind(field.key)} AND ${keys.of(`o${place}`)}`;
  const isMissing = `${column.sql} IS NULL`;
  const rank = isMetric ? `CASE WHEN o${place}.is_nan = 1 THEN 1 WHEN ${isMissing} THEN 2 ELSE 0 END` : `(${isMissing})`;
  const none = column.type === 'integer' || isMetric ? '0' : "''";
  return {
    sql: `COALESCE(${column.sql}, ${none})`,
    type: isMetric ? 'real' : column.type,
    rank,
    // The smallest comes first in an ascending order.
    rankDescending: kind.missing === 'smallest' && !descending,
    join,
  };
}

const NO_COLUMN = { sql: 'NULL', type: 'text' } as const;
