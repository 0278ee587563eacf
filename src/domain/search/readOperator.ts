import { type FilterToken } from './filterTokens';
import { type SearchOperator } from './searchKind';
import { type TokenReader } from './tokenReader';

export interface WrittenOperator {
  readonly operator: SearchOperator;
  readonly first: FilterToken;
  readonly last: FilterToken;
  readonly isUpperCase: boolean;
}

/** Longest first: `IS NOT NULL` begins as `IS NULL` does. */
const WORDS = ['IS NOT NULL', 'IS NULL', 'NOT IN', 'IN', 'ILIKE', 'LIKE'] as const;

/** Reads an operator, which must be one of those that the field takes. */
export function readOperator(reader: TokenReader, allowed: readonly SearchOperator[]): WrittenOperator {
  const first = reader.next;
  const found = first.kind === 'sign' ? allowed.find(operator => operator === first.text) : wordsAhead(reader);
  if (found === undefined || !allowed.includes(found)) return reader.fail(`an operator (${allowed.join(', ')})`);
  const tokens = found.split(' ').map(() => reader.take());
  const last = tokens.at(-1) ?? first;
  return { operator: found, first, last, isUpperCase: tokens.every(token => token.text === token.text.toUpperCase()) };
}

function wordsAhead(reader: TokenReader): SearchOperator | undefined {
  return WORDS.find(operator => operator.split(' ').every((word, place) => reader.isWord(word, place)));
}
