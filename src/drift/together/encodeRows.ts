import { meanOf } from '../../numeric/meanOf';
import { type TogetherColumn } from './togetherTask';

/** A column of both sides as numbers without gaps, in standard deviations of the reference around its mean. */
export interface EncodedColumn {
  readonly reference: Float64Array;
  readonly current: Float64Array;
}

export interface EncodedColumns {
  readonly encoded: readonly EncodedColumn[];
  /** Those with infinite or huge values, which have no components. */
  readonly without: readonly string[];
}

/** The columns that have a value in the reference, as `encodeColumn` makes them. O(rows × columns). */
export function encodeColumns(columns: readonly TogetherColumn[]): EncodedColumns {
  const named = columns.map(column => ({ name: column.name, encoded: encodeColumn(column) }));
  const isFinite = ({ reference, current }: EncodedColumn): boolean => reference.every(Number.isFinite) && current.every(Number.isFinite);
  return {
    encoded: named.flatMap(({ encoded }) => (encoded !== null && isFinite(encoded) ? [encoded] : [])),
    without: named.flatMap(({ name, encoded }) => (encoded === null || isFinite(encoded) ? [] : [name])),
  };
}

/**
 * A column as NannyML prepares it for principal components: missing numbers are the reference's mean, missing categories its
 * commonest one (of equals the first in order), a category is its share of the reference (0 where it is new), and all of it
 * is standardized by the reference. Null without any value in the reference. O(rows).
 */
function encodeColumn(column: TogetherColumn): EncodedColumn | null {
  const filled = column.kind === 'numbers' ? fillNumbers(column) : countCategories(column);
  return filled === null ? null : standardize(filled);
}

function fillNumbers({ reference, current }: Extract<TogetherColumn, { kind: 'numbers' }>): EncodedColumn | null {
  const present = reference.filter(value => !Number.isNaN(value));
  if (present.length === 0) return null;
  const mean = meanOf(present);
  const fill = (values: Float64Array): Float64Array => values.map(value => (Number.isNaN(value) ? mean : value));
  return { reference: fill(reference), current: fill(current) };
}

function countCategories({ reference, current, categories }: Extract<TogetherColumn, { kind: 'categories' }>): EncodedColumn | null {
  const counts = new Float64Array(categories);
  let missing = 0;
  for (const code of reference) {
    if (code < 0) missing++;
    else counts[code] = (counts[code] as number) + 1;
  }
  if (missing === reference.length) return null;
  const commonest = counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0));
  counts[commonest] = (counts[commonest] as number) + missing;
  const encode = (codes: Int32Array): Float64Array =>
    Float64Array.from(codes, code => (counts[code < 0 ? commonest : code] as number) / reference.length);
  return { reference: encode(reference), current: encode(current) };
}

/** A constant is only centred: scikit-learn's scaler takes a deviation that rounding alone explains for 1. */
function standardize({ reference, current }: EncodedColumn): EncodedColumn {
  const mean = meanOf(reference);
  const variance = reference.reduce((sum, value) => sum + (value - mean) ** 2, 0) / reference.length;
  const rounding = reference.length * Number.EPSILON;
  const isConstant = variance <= rounding * variance + (rounding * mean) ** 2;
  const deviation = isConstant ? 1 : Math.sqrt(variance);
  const scale = (values: Float64Array): Float64Array => values.map(value => (value - mean) / deviation);
  return { reference: scale(reference), current: scale(current) };
}
