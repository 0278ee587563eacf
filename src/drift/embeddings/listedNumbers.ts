import { type CategoryColumn } from '../../domain/column';
import { shownText } from '../../domain/shownText';

/** The vectors of a column of lists, read when asked for. */
export interface ListedNumbers {
  /** How many numbers the first list has. */
  readonly dimensions: number;
  /** The numbers of a code, NaN where one is missing; null of a row without a list. */
  readonly read: (code: number) => Float64Array | null;
}

/** A column of lists such as "[0.5, NULL, 2]" as vectors; a sentence where it is none, or its lists are not of one length. O(characters). */
export function listedNumbers({ name, categories }: CategoryColumn): ListedNumbers | string {
  const odd = categories.find(text => !text.startsWith('[') || !text.endsWith(']'));
  if (odd !== undefined || categories.length === 0) return `The column "${shownText(name)}" holds neither numbers nor lists of numbers.`;
  const lengths = new Set(categories.map(lengthOf));
  const [dimensions = 0, other] = lengths;
  if (other !== undefined) return `The lists of the column "${shownText(name)}" are not of one length: ${dimensions} and ${other} numbers.`;
  if (dimensions === 0) return `The lists of the column "${shownText(name)}" are empty.`;
  return { dimensions, read: code => (code < 0 ? null : numbersIn(categories[code] ?? '[]')) };
}

function lengthOf(text: string): number {
  return text === '[]' ? 0 : text.split(',').length;
}

function numbersIn(text: string): Float64Array {
  // What is nothing is no 0.
  return Float64Array.from(text.slice(1, -1).split(','), part => (part.trim() === '' ? NaN : Number(part)));
}
