import { failure, success, type Result } from '../../base/result';
import { type Page, type PageRequest } from '../contract';
import { type Parameters } from './connection';

/** One column of an order. Its SQL is never NULL; `of` gives its value in a row, as text, since integers may pass 2^53; a real comes back the same. */
export interface SortKey<Row> {
  readonly sql: string;
  readonly of: (row: Row) => string;
  readonly type: 'integer' | 'real' | 'text';
  readonly descending: boolean;
}

/** The parts of a query that asks for one page. */
export interface PageClauses {
  /** ` AND (…)`, or nothing on the first page. */
  readonly where: string;
  /** ` ORDER BY … LIMIT @limit`; one row more than asked for, to know whether there is a next page. */
  readonly order: string;
  readonly parameters: Parameters;
  readonly limit: number;
}

/** The place of a missing time in an order by time. */
export const NO_TIME = '-9223372036854775807';
const DEFAULT_LIMIT = 100;
export const LARGEST_LIMIT = 50_000;

/**
 * Pages that continue after the last row by its place in the order, not by counting: rows that come or go between two
 * pages make no other row appear twice or not at all.
 */
export function pageClauses<Row>(request: PageRequest, keys: readonly SortKey<Row>[]): Result<PageClauses> {
  const limit = request.limit ?? DEFAULT_LIMIT;
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_LIMIT) {
    return failure('invalid', `A page has 1 to ${LARGEST_LIMIT.toLocaleString('en-US')} rows, not ${limit}.`);
  }
  const last = request.page === undefined ? [] : parseToken(request.page, keys.length);
  if (last === null) return failure('invalid', 'This page cannot be continued.', { nextStep: 'Start again from the first page.' });
  const order = keys.map(key => `${key.sql}${key.descending ? ' DESC' : ''}`).join(', ');
  return success({
    where: last.length === 0 ? '' : ` AND (${afterLast(keys)})`,
    order: ` ORDER BY ${order} LIMIT @limit`,
    parameters: {
      limit: limit + 1,
      ...Object.fromEntries(last.map((value, index) => [`after${index}`, keys[index]?.type === 'real' ? Number(value) : value])),
    },
    limit,
  });
}

/** Cuts extra rows off and makes the token of the next page from the last row that stays. */
export function toPage<Row>(rows: readonly Row[], limit: number, keys: readonly SortKey<Row>[]): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextPage: rows.length > limit && last !== undefined ? pageToken(last, keys) : null };
}

/** The token of the page that begins after a row. */
export function pageToken<Row>(row: Row, keys: readonly SortKey<Row>[]): string {
  return Buffer.from(JSON.stringify(keys.map(key => key.of(row)))).toString('base64url');
}

/** A time that may be NULL, latest first; NULL comes last, as in SQLite. */
export function latestFirst<Row>(column: string, of: (row: Row) => number | null): SortKey<Row> {
  return { sql: `COALESCE(${column}, ${NO_TIME})`, of: row => String(of(row) ?? NO_TIME), type: 'integer', descending: true };
}

/** (a, b) after (x, y): a beyond x, or a = x and b beyond y. */
function afterLast<Row>(keys: readonly SortKey<Row>[]): string {
  const place = (key: SortKey<Row>, index: number): string =>
    key.type === 'integer' ? `CAST(@after${index} AS INTEGER)` : `@after${index}`;
  return keys
    .map((key, index) => {
      const equal = keys.slice(0, index).map((before, at) => `${before.sql} = ${place(before, at)}`);
      return `(${[...equal, `${key.sql} ${key.descending ? '<' : '>'} ${place(key, index)}`].join(' AND ')})`;
    })
    .join(' OR ');
}

function parseToken(token: string, length: number): string[] | null {
  try {
    const values = JSON.parse(Buffer.from(token, 'base64url').toString()) as unknown;
    const isRight = Array.isArray(values) && values.length === length && values.every(value => typeof value === 'string');
    return isRight ? (values as string[]) : null;
  } catch {
    return null;
  }
}
