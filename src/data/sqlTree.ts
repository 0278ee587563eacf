import { type DuckDBConnection } from '@duckdb/node-api';
import { oneLine } from '../base/oneLine';
import { failure, success, type Result } from '../base/result';
import { quoteText } from './quoting';

/** A node of DuckDB's own parse of a statement: what `json_serialize_sql` gives. */
export type SqlNode = Readonly<Record<string, unknown>>;

/** A piece of the text to put another in the place of. Bytes of UTF-8, as DuckDB counts. */
export interface SqlEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * The tree of a text that is one SELECT, parsed and not run.
 *
 * @param what what the text is, for the sentence: "The query"
 */
export async function parseSelect(connection: DuckDBConnection, sql: string, what: string): Promise<Result<SqlNode>> {
  const result = await connection.run(`SELECT json_serialize_sql(${quoteText(sql)})`);
  const parsed = JSON.parse(String((await result.getRows())[0]?.[0])) as SqlNode;
  if (parsed['error'] === true) {
    const message = String(parsed['error_message']);
    const nextStep = 'Only one SELECT is run; nothing else is.';
    if (parsed['error_type'] === 'not implemented') return failure('invalid', `${what} is not a SELECT.`, { nextStep, detail: message });
    return failure('invalid', `${what} is not SQL: ${oneLine(message)}.`, { nextStep: 'Correct it.', detail: message });
  }
  const statements = parsed['statements'];
  if (!Array.isArray(statements) || statements.length !== 1)
    return failure('invalid', `${what} is not one SELECT.`, { nextStep: 'Give a single statement.' });
  return success(statements[0] as SqlNode);
}

/** Every object of a tree, from the outside in. */
export function* nodesOf(value: unknown): Generator<SqlNode> {
  if (Array.isArray(value)) for (const each of value) yield* nodesOf(each);
  else if (typeof value === 'object' && value !== null) {
    yield value as SqlNode;
    for (const each of Object.values(value)) yield* nodesOf(each);
  }
}

/** Where a node's text begins; null where DuckDB does not say. */
export function placeOf(node: SqlNode): number | null {
  const place = node['query_location'];
  return typeof place === 'number' && Number.isSafeInteger(place) ? place : null;
}

/** Where the name or the quoted text that begins at a place ends. */
export function endOfToken(sql: string, from: number): number {
  const rest = Buffer.from(sql).subarray(from).toString();
  const token = /^(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|[\p{L}\p{N}_$]+)/u.exec(rest)?.[0] ?? '';
  return from + Buffer.byteLength(token);
}

export function edited(sql: string, edits: readonly SqlEdit[]): string {
  const bytes = Buffer.from(sql);
  const parts: string[] = [];
  let place = 0;
  for (const { from, to, text } of [...edits].sort((a, b) => a.from - b.from)) {
    parts.push(bytes.subarray(place, from).toString(), text);
    place = to;
  }
  return [...parts, bytes.subarray(place).toString()].join('');
}
