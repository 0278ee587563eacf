import { type FilterProblem } from './filterProblem';
import { endOf, filterTokens, type FilterToken } from './filterTokens';

/** Ends the reading of a filter at a problem. Never leaves this folder. */
export class ProblemFound extends Error {
  constructor(readonly problem: Omit<FilterProblem, 'clause'>) {
    super('The text has a problem.');
  }
}

/** Walks over the tokens of a text. */
export class TokenReader {
  private readonly tokens: readonly FilterToken[];
  private place = 0;

  constructor(readonly text: string) {
    this.tokens = filterTokens(text);
  }

  get next(): FilterToken {
    return this.ahead(0);
  }

  /** The token after `count` others; the end stays the end. */
  ahead(count: number): FilterToken {
    return this.tokens[this.place + count] ?? { kind: 'end', text: '', at: this.text.length };
  }

  isAtEnd(): boolean {
    return this.next.kind === 'end';
  }

  take(): FilterToken {
    const token = this.next;
    this.place++;
    return token;
  }

  /** Whether the next token is this word, in any case. */
  isWord(word: string, ahead = 0): boolean {
    const token = this.ahead(ahead);
    return token.kind === 'word' && token.text.toUpperCase() === word;
  }

  isPunctuation(sign: string, ahead = 0): boolean {
    const token = this.ahead(ahead);
    return token.kind === 'punctuation' && token.text === sign;
  }

  /** Whether nothing lies between the next token and the one before. */
  get touchesLast(): boolean {
    const last = this.tokens[this.place - 1];
    return last !== undefined && endOf(last) === this.next.at;
  }

  takeWord(word: string): FilterToken | null {
    return this.isWord(word) ? this.take() : null;
  }

  takePunctuation(sign: string): FilterToken | null {
    return this.isPunctuation(sign) ? this.take() : null;
  }

  /** @param token where the problem is; the next one when absent. */
  fail(expected: string, token: FilterToken = this.next): never {
    const wanted = token.kind === 'unclosed' ? `a closing ${token.text.charAt(0)}` : expected;
    throw new ProblemFound({ at: token.at, length: token.text.length, expected: wanted, found: token.text });
  }
}

/** Runs a reading; what it found wrong, or its value. */
export function problemOr<T>(read: () => T): { readonly value: T } | { readonly problem: ProblemFound['problem'] } {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof ProblemFound) return { problem: error.problem };
    throw error;
  }
}
