/** A part of a filter or an order. `at` counts UTF-16 units from 0, as editors do. */
export interface FilterToken {
  readonly kind: 'word' | 'number' | 'text' | 'backticks' | 'sign' | 'punctuation' | 'unclosed' | 'other' | 'end';
  readonly text: string;
  readonly at: number;
}

/** As in the SQL parser that MLflow reads filters with: a number ends where a letter does not follow. */
const NUMBER = /-?\d+(?:\.\d+)?e-?\d+|-?(?:\d+\.\d*|\.\d+)(?![_a-zà-ü])|-?\d+(?![_a-zà-ü])/iuy;
const WORD = /[\p{L}\p{N}_]+/uy;
const SIGN = /[<>=~!]+/y;
const SPACE = /\s+/y;

/** Splits a text; the last token is the end. Cost: one look at each character. */
export function filterTokens(text: string): readonly FilterToken[] {
  const tokens: FilterToken[] = [];
  for (let at = 0; at < text.length;) {
    const space = match(SPACE, text, at);
    if (space === null) tokens.push(tokenAt(text, at));
    at += space?.length ?? tokens.at(-1)?.text.length ?? 1;
  }
  return [...tokens, { kind: 'end', text: '', at: text.length }];
}

/** Where a token ends. */
export function endOf(token: FilterToken): number {
  return token.at + token.text.length;
}

function tokenAt(text: string, at: number): FilterToken {
  const first = text.charAt(at);
  if (first === "'" || first === '"' || first === '`') return quoted(text, at, first);
  const number = match(NUMBER, text, at);
  if (number !== null) return { kind: 'number', text: number, at };
  const word = match(WORD, text, at);
  if (word !== null) return { kind: 'word', text: word, at };
  const sign = match(SIGN, text, at);
  if (sign !== null) return { kind: 'sign', text: sign, at };
  if ('().,'.includes(first)) return { kind: 'punctuation', text: first, at };
  return { kind: 'other', text: String.fromCodePoint(text.codePointAt(at) ?? 0), at };
}

function quoted(text: string, at: number, quote: string): FilterToken {
  const kind = quote === '`' ? 'backticks' : 'text';
  const end = endOfQuoted(text, at, quote);
  return end < 0 ? { kind: 'unclosed', text: text.slice(at), at } : { kind, text: text.slice(at, end), at };
}

/**
 * Behind the closing quote; -1 if there is none. A doubled quote or one after a backslash does not close (and stays in the
 * text as written, as in MLflow), unless no other quote does.
 */
function endOfQuoted(text: string, at: number, quote: string): number {
  let possibleEnd = -1;
  for (let place = text.indexOf(quote, at + 1); place >= 0; place = text.indexOf(quote, place + 1)) {
    const isDoubled = text.charAt(place + 1) === quote;
    const isEscaped = quote !== '`' && text.charAt(place - 1) === '\\' && place - 1 > at;
    if (!isDoubled && !isEscaped) return place + 1;
    possibleEnd = place + 1;
    if (!isEscaped) place++;
  }
  return possibleEnd;
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
