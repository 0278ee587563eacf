import { endOf, filterTokens, type FilterToken } from './filterTokens';
import { attributeNames, readField } from './readField';
import { type SearchEntity, type SearchKind, type SearchOperator } from './searchKind';
import { problemOr, TokenReader } from './tokenReader';

/** The keys that the listed things have, for completion. */
export type KnownKeys = Partial<Record<SearchEntity, readonly string[]>>;

export interface FilterCompletion {
  readonly label: string;
  /** What replaces the range. */
  readonly insert: string;
  /** The range of the text, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

const PLAIN_KEY =
  /^(?!(?:case|in|values|using|from|as)$)[\p{L}_][\p{L}\p{N}_]*(?:\.(?!(?:case|in|values|using|from|as)(?:\.|$))[\p{L}_][\p{L}\p{N}_]*)*$/iu;
const WORD_OPERATORS = /^(?:LIKE|ILIKE|IN|NOT|IS|NULL|AND|OR)$/i;

/**
 * What could stand at the cursor of a filter box: fields, the keys that are known of an entity (in backticks where they need
 * them), the operators that the field takes, or what joins two conditions. Only what begins with what is written there.
 * Cost: one look at the text and at each known key.
 */
export function completeFilter(text: string, cursor: number, kind: SearchKind, known: KnownKeys): readonly FilterCompletion[] {
  const before = filterTokens(text.slice(0, cursor)).slice(0, -1);
  const written = writtenPart(before, cursor);
  const state = stateBefore(before.slice(0, before.length - written.length), text, kind);
  const from = written[0]?.at ?? cursor;
  const prefix = text.slice(from, cursor);
  const suggested = state === 'field' ? fields(kind, prefix, known) : state === 'joint' ? ['AND', 'OR'] : state === 'value' ? [] : state;
  return suggested.filter(insert => startsLike(insert, prefix)).map(insert => ({ label: insert, insert, from, to: cursor }));
}

/** The tokens that touch the cursor: a field with its dots, or the part of an operator. */
function writtenPart(tokens: readonly FilterToken[], cursor: number): readonly FilterToken[] {
  const part: FilterToken[] = [];
  let at = cursor;
  for (const token of [...tokens].reverse()) {
    const belongs = token.kind !== 'other' && token.kind !== 'number' && !'(),'.includes(token.text);
    const isOperator = token.kind === 'sign';
    if (!belongs || endOf(token) !== at || (part.length > 0 && isOperator)) break;
    part.unshift(token);
    at = token.at;
    if (isOperator) break;
  }
  return part;
}

type State = 'field' | 'value' | 'joint' | readonly SearchOperator[];

/** What is due after these tokens. */
function stateBefore(tokens: readonly FilterToken[], text: string, kind: SearchKind): State {
  const last = tokens.at(-1);
  const isWord = (words: RegExp): boolean => last?.kind === 'word' && words.test(last.text);
  if (last === undefined || last.text === '(' || isWord(/^(?:AND|OR)$/i)) return listIsOpen(tokens) ? 'value' : 'field';
  if (last.kind === 'sign' || isWord(/^(?:LIKE|ILIKE|IN|IS|NULL)$/i)) return isWord(/^NULL$/i) ? 'joint' : 'value';
  const operators = operatorsAfter(tokens, text, kind);
  if (operators !== null) return operators;
  if (isWord(/^NOT$/i)) return 'field';
  return listIsOpen(tokens) ? 'value' : 'joint';
}

function listIsOpen(tokens: readonly FilterToken[]): boolean {
  const open = tokens.findLastIndex(token => token.text === '(');
  const isClosed = tokens.slice(open + 1).some(token => token.text === ')');
  return open > 0 && !isClosed && /^IN$/i.test(tokens[open - 1]?.text ?? '');
}

/** The operators of the field that the tokens end with; null if they end otherwise. */
function operatorsAfter(tokens: readonly FilterToken[], text: string, kind: SearchKind): readonly SearchOperator[] | null {
  const start = tokens.findLastIndex((token, place) => isFieldStart(tokens, token, place)) + 1;
  const last = tokens.at(-1);
  if (last === undefined || start >= tokens.length) return null;
  const part = text.slice(tokens[start]?.at ?? 0, endOf(last)).replace(/^(?:min|max|first)\s*\(\s*(.*?)\s*\)$/i, '$1');
  const reader = new TokenReader(part);
  const read = problemOr(() => readField(reader, kind, false));
  return 'value' in read && reader.isAtEnd() ? read.value.rules.operators : null;
}

/** Whether a field begins after this token. */
function isFieldStart(tokens: readonly FilterToken[], token: FilterToken, place: number): boolean {
  const isCall = /^(?:min|max|first)$/i.test(tokens[place - 1]?.text ?? '');
  if (token.text === '(') return !isCall;
  return token.kind === 'sign' || (token.kind === 'word' && WORD_OPERATORS.test(token.text));
}

function fields(kind: SearchKind, prefix: string, known: KnownKeys): readonly string[] {
  const dot = prefix.indexOf('.');
  if (dot > 0) return keysAfter(kind, prefix.slice(0, dot), known);
  const prefixes = Object.values(kind.keys).map(keys => `${keys.prefixes[0] ?? ''}.`);
  const history = kind.history ? ['min(metrics.', 'max(metrics.', 'first(metrics.'] : [];
  return [...prefixes, ...attributeNames(kind, false), 'NOT', ...history];
}

function keysAfter(kind: SearchKind, prefix: string, known: KnownKeys): readonly string[] {
  for (const [entity, keys] of Object.entries(kind.keys)) {
    if (keys.prefixes.includes(prefix))
      return (keys.names ?? known[entity as SearchEntity] ?? []).map(key => `${prefix}.${quotedKey(key)}`);
  }
  return kind.attributePrefixes.includes(prefix) ? attributeNames(kind, false).map(name => `${prefix}.${name}`) : [];
}

/** A key as a filter writes it: plain, in backticks, or, if it holds those, in double quotes. */
export function quotedKey(key: string): string {
  if (PLAIN_KEY.test(key)) return key;
  return key.includes('`') ? `"${key}"` : `\`${key}\``;
}

/** Whether a suggestion begins with what is written, quotes and case aside. */
function startsLike(suggestion: string, written: string): boolean {
  const bare = (text: string): string => text.replace(/[`"']/g, '').toLowerCase();
  return bare(suggestion).startsWith(bare(written));
}
