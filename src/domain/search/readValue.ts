import { parseStage, STAGES } from '../registeredModel';
import { type FilterToken } from './filterTokens';
import { type FilterValue } from './filterExpression';
import { type FoundField } from './readField';
import { type SearchKind, type SearchOperator, type SearchValueType } from './searchKind';
import { type TokenReader } from './tokenReader';

const LARGEST_INTEGER = 2 ** 63;

interface Wanted {
  readonly kind: SearchKind;
  readonly type: SearchValueType;
  readonly operator: SearchOperator;
}

/** Reads what a field is compared with. */
export function readValue(reader: TokenReader, kind: SearchKind, found: FoundField, operator: SearchOperator): FilterValue {
  const wanted = { kind, type: found.rules.type, operator };
  if (operator === 'IS NULL' || operator === 'IS NOT NULL') return null;
  if (operator === 'IN' || operator === 'NOT IN') return readList(reader, wanted);
  if (wanted.type === 'number' || wanted.type === 'integer' || wanted.type === 'version') return readNumber(reader, wanted.type);
  return readText(reader, wanted);
}

function readNumber(reader: TokenReader, type: 'number' | 'integer' | 'version'): number {
  const token = reader.take();
  const quotedNumber = type === 'version' && token.kind === 'text' ? /^["']\s*(-?\d+)\s*["']$/.exec(token.text)?.[1] : undefined;
  if (token.kind !== 'number' && quotedNumber === undefined) return reader.fail(type === 'number' ? 'a number' : 'a whole number', token);
  const text = quotedNumber ?? token.text;
  const isInteger = /^-?\d+$/.test(text);
  if (type !== 'number' && !isInteger) return reader.fail('a whole number', token);
  const value = Number(text);
  if (type !== 'number' && Math.abs(value) >= LARGEST_INTEGER) return reader.fail('a whole number below 2^63', token);
  return value;
}

function readList(reader: TokenReader, wanted: Wanted): readonly string[] {
  if (!reader.takePunctuation('(')) reader.fail("a list, such as ('a', 'b')");
  const values = [readListed(reader, wanted)];
  while (reader.takePunctuation(',')) {
    if (reader.isPunctuation(')')) break;
    values.push(readListed(reader, wanted));
  }
  if (!reader.takePunctuation(')')) reader.fail("',' or ')'");
  return values;
}

/** MLflow reads a list as Python does, where a backslash and a doubled quote mean something else than elsewhere in a filter. */
function readListed(reader: TokenReader, wanted: Wanted): string {
  const token = reader.next;
  const value = readText(reader, wanted);
  const quote = token.text.charAt(0);
  if (value.includes('\\') || value.includes(quote) || /[\r\n]/.test(value))
    return reader.fail('a text without backslashes, line ends and its own quotes', token);
  return value;
}

function readText(reader: TokenReader, wanted: Wanted): string {
  const token = reader.take();
  const isText = token.kind === 'text' && (wanted.kind.doubleQuotes || token.text.startsWith("'"));
  if (!isText) return reader.fail(wanted.kind.doubleQuotes ? 'a text in quotes' : 'a text in single quotes', token);
  return checkText(reader, token, wanted);
}

function checkText(reader: TokenReader, token: FilterToken, { type, operator }: Wanted): string {
  const text = token.text.slice(1, -1);
  if (type === 'id') return /^[0-9]{1,18}$/.test(text) ? String(BigInt(text)) : reader.fail('an id in quotes', token);
  if (type !== 'stage' || operator === 'LIKE' || operator === 'ILIKE') return text;
  return parseStage(text) ?? reader.fail(`one of ${STAGES.map(stage => `'${stage}'`).join(', ')}`, token);
}
