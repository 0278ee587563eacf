import { type DocumentValue } from './documentValue';
import { Malformed } from './malformed';

/**
 * Parses JSON as XGBoost writes it: the bare tokens NaN, Infinity and -Infinity, which are no JSON, are read as those
 * numbers. O(length); a second pass only if such a token is there.
 */
export function parseJsonDocument(text: string): DocumentValue {
  const plain = tryParse(text);
  if (plain !== undefined) return plain;
  const named = tryParse(quoteNonFinite(text));
  if (named === undefined)
    throw new Malformed(
      'The model file is no complete JSON document.',
      'It may have been cut off while it was copied: save the model again.',
    );
  return named;
}

function tryParse(text: string): DocumentValue | undefined {
  try {
    return JSON.parse(text) as DocumentValue;
  } catch {
    return undefined;
  }
}

/** The readers of numbers take the quoted names as numbers. */
function quoteNonFinite(text: string): string {
  const parts: string[] = [];
  let copied = 0;
  for (const token of nonFiniteTokens(text)) {
    parts.push(text.slice(copied, token.start), '"', text.slice(token.start, token.end), '"');
    copied = token.end;
  }
  parts.push(text.slice(copied));
  return parts.join('');
}

function* nonFiniteTokens(text: string): Generator<{ readonly start: number; readonly end: number }> {
  const token = /-?\b(?:NaN|Infinity)\b|"/g;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    if (match[0] === '"') token.lastIndex = endOfString(text, token.lastIndex);
    else yield { start: match.index, end: token.lastIndex };
  }
}

/** The place after the closing quotation mark; the end of the text if there is none. */
function endOfString(text: string, from: number): number {
  for (let place = from; place < text.length; place++) {
    const character = text[place];
    if (character === '\\') place++;
    else if (character === '"') return place + 1;
  }
  return text.length;
}
