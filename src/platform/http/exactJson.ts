import { type Json } from '../../base/json';
import { failure, success, type Result } from '../../base/result';

/**
 * JSON text as a value. Integers that a double cannot hold, as 64-bit ids written as numbers, become strings with all their
 * digits; every other number is the double that it says. Takes time in proportion to the text: twice the parsing and a
 * search for quotes when such an integer is there. A reviver with access to the source takes ten times as long.
 */
export function parseExactJson(text: string): Result<Json> {
  try {
    const value = JSON.parse(text) as Json;
    const quoted = quoteLongIntegers(text);
    return success(quoted === text ? value : (JSON.parse(quoted) as Json));
  } catch (error) {
    return failure('unreadable', 'It is not JSON.', { detail: String(error) });
  }
}

/** Sixteen or more digits where a value may stand: doubles have a point or an exponent in them. */
const LONG_INTEGER = /(?<=^|[[:,\s])-?[1-9]\d{15,}(?=[\s,\]}]|$)/g;

/** @param text valid JSON. */
function quoteLongIntegers(text: string): string {
  const strings = new StringsOf(text);
  const parts: string[] = [];
  let kept = 0;
  for (const { 0: digits, index } of text.matchAll(LONG_INTEGER)) {
    if (Number.isSafeInteger(Number(digits)) || strings.include(index)) continue;
    parts.push(text.slice(kept, index), `"${digits}"`);
    kept = index + digits.length;
  }
  return kept === 0 ? text : parts.join('') + text.slice(kept);
}

/** Where the strings of valid JSON are, asked for from its start to its end. */
class StringsOf {
  private start = -1;
  private end = 0;

  constructor(private readonly text: string) {}

  /** Whether a place is inside a string. Places must be asked for in ascending order. */
  include(place: number): boolean {
    while (this.end <= place) {
      this.start = this.text.indexOf('"', this.end);
      this.end = this.start < 0 ? Infinity : this.endOf(this.start);
    }
    return this.start >= 0 && this.start < place;
  }

  private endOf(start: number): number {
    let quote = this.text.indexOf('"', start + 1);
    while (this.isEscaped(quote)) quote = this.text.indexOf('"', quote + 1);
    return quote + 1;
  }

  private isEscaped(quote: number): boolean {
    let slashes = 0;
    while (this.text[quote - 1 - slashes] === '\\') slashes++;
    return slashes % 2 === 1;
  }
}
