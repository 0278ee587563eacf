import { type Json } from '../../base/json';
import { failure, success, type Result } from '../../base/result';

/**
 * JSON text as a value. Integers that a double cannot hold, as 64-bit ids written as numbers, become strings with all their
 * digits; every other number is the double that it says.
 */
export function parseExactJson(text: string): Result<Json> {
  try {
    // A reviver costs several times the parsing itself, so it runs only where a long integer may stand.
    const value: unknown = LONG_INTEGER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
    return success(value as Json);
  } catch (error) {
    return failure('unreadable', 'It is not JSON.', { detail: String(error) });
  }
}

/** Sixteen or more digits where a value may stand: doubles have a point or an exponent behind them. */
const LONG_INTEGER = /(?:^|[[:,])\s*-?\d{16,}\s*(?:[,\]}]|$)/;

/** @param context what TypeScript's declaration of a reviver leaves out: the number as it is written. */
function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source;
  return source !== undefined && /^-?\d+$/.test(source) ? source : value;
}
