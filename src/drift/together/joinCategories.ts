import { type Column } from '../../domain/column';

export interface JoinedCategories {
  readonly reference: Int32Array;
  readonly current: Int32Array;
  readonly categories: number;
}

/** Codes of both sides into the same categories, in the order of their values; missing values are -1. O(n log n). */
export function joinCategories(reference: Column, current: Column): JoinedCategories {
  const [before, after] = [valuesOf(reference), valuesOf(current)];
  const distinct = [...new Set([...before, ...after])].filter(value => value !== null);
  // Numbers by size, texts by code unit.
  const order = distinct.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const codeOf = new Map(order.map((value, code) => [value, code]));
  const encode = (values: readonly (number | string | null)[]): Int32Array =>
    Int32Array.from(values, value => (value === null ? -1 : (codeOf.get(value) ?? -1)));
  return { reference: encode(before), current: encode(after), categories: order.length };
}

function valuesOf(column: Column): readonly (number | string | null)[] {
  if (column.storage === 'numbers') return Array.from(column.values, value => (Number.isNaN(value) ? null : value));
  return Array.from(column.codes, code => column.categories[code] ?? null);
}
