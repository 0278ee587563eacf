import { type CategoryColumn, type Column, type NumericColumn } from '../domain/column';
import { type NumberStorage } from '../numeric/histogramEdges';
import { type CentralMoments, sortedMoments } from '../numeric/sortedMoments';
import { sortNumbers } from '../numeric/sortNumbers';

/** The values of one side of a column, cleaned: without missing and infinite ones. */
export type Sample = NumberSample | CategorySample;

interface SampleCounts {
  readonly rows: number;
  readonly missing: number;
  /** Infinite values, which Evidently's ValueDrift leaves out. */
  readonly infinite: number;
  /** Values that are compared. */
  readonly count: number;
  /** Distinct values among them. */
  readonly unique: number;
}

export interface NumberSample extends SampleCounts, CentralMoments {
  readonly storage: 'numbers';
  readonly sorted: Float64Array;
  /** The least and the largest, also where the values are not held; null without any. */
  readonly range: { readonly minimum: number; readonly maximum: number } | null;
  readonly numbers: NumberStorage;
  readonly boolean: boolean;
  /** Of the population, not of a sample: divided by n. */
  readonly deviation: number;
  /** Distinct values, infinities included. */
  readonly uniqueBeforeCleaning: number;
}

export interface CategorySample extends SampleCounts {
  readonly storage: 'codes';
  readonly counts: ReadonlyMap<string, number>;
  /** Every row, and what the codes name; -1 is missing. */
  readonly codes: Int32Array;
  readonly categories: readonly string[];
  readonly uniqueBeforeCleaning: number;
}

/** Cleans, sorts or counts a column. Takes over its array: the column may not be used afterwards. O(rows). */
export function takeSample(column: Column): Sample {
  return column.storage === 'numbers' ? takeNumbers(column) : countCategories(column);
}

/** The same of a column of numbers. */
export function takeNumbers(column: NumericColumn): NumberSample {
  const { values } = column;
  let count = 0;
  let positive = 0;
  let negative = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (value - value === 0) values[count++] = value;
    else if (value === Infinity) positive++;
    else if (value === -Infinity) negative++;
  }
  const sorted = sortNumbers(values.subarray(0, count));
  const { distinct: unique, ...moments } = sortedMoments(sorted);
  return {
    storage: 'numbers',
    rows: values.length,
    missing: column.missing,
    infinite: positive + negative,
    unique,
    uniqueBeforeCleaning: unique + Math.min(1, positive) + Math.min(1, negative),
    sorted,
    range: count === 0 ? null : { minimum: sorted[0] as number, maximum: sorted[count - 1] as number },
    numbers: numberStorage(column),
    boolean: column.kind === 'boolean',
    ...moments,
    deviation: count === 0 ? 0 : Math.sqrt(moments.squares / count),
  };
}

/** A pandas integer column with a missing value holds floats. */
function numberStorage({ kind, missing }: NumericColumn): NumberStorage {
  if (kind === 'float32') return 'float32';
  return kind === 'integer' && missing === 0 ? 'integer' : 'double';
}

function countCategories({ codes, categories, missing }: CategoryColumn): CategorySample {
  const perCode = new Uint32Array(categories.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    if (code >= 0) perCode[code] = (perCode[code] as number) + 1;
  }
  const counts = new Map<string, number>();
  categories.forEach((category, code) => {
    if (perCode[code] !== 0) counts.set(category, perCode[code] as number);
  });
  return {
    storage: 'codes',
    rows: codes.length,
    missing,
    infinite: 0,
    count: codes.length - missing,
    unique: counts.size,
    uniqueBeforeCleaning: counts.size,
    counts,
    codes,
    categories,
  };
}
