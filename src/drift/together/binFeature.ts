import { firstAtLeast } from '../../numeric/firstAtLeast';
import { type ValueRun, valueRuns } from '../../numeric/valueRuns';
import { type TogetherColumn } from './togetherTask';

/** A column of all rows as small whole numbers, so that a tree finds its splits by counting. */
export interface BinnedFeature {
  readonly kind: TogetherColumn['kind'];
  /** Of every row, the reference's first. */
  readonly bins: Uint8Array;
  /** How many bins there are, that of missing values included. */
  readonly count: number;
  /** The bin of missing values; of categories, also that of rare ones. -1: there are no missing values. */
  readonly missing: number;
}

/** Bins that hold values; one more may hold what is missing. */
const MOST_BINS = 254;
/** A bin of fewer rows would be a split for single rows. */
const LEAST_ROWS = 3;

/** Puts a column into at most 255 bins: numbers in order, about the same rows in each, categories by themselves. O(n log n). */
export function binFeature(column: TogetherColumn): BinnedFeature {
  return column.kind === 'numbers' ? binNumbers(column.reference, column.current) : binCategories(column);
}

function binNumbers(reference: Float64Array, current: Float64Array): BinnedFeature {
  const values = new Float64Array(reference.length + current.length);
  values.set(reference);
  values.set(current, reference.length);
  const present = values.filter(value => !Number.isNaN(value)).sort();
  const tops = binTops(valueRuns(present));
  const missing = present.length < values.length ? tops.length : -1;
  const bins = Uint8Array.from(values, value => (Number.isNaN(value) ? missing : firstAtLeast(tops, value)));
  return { kind: 'numbers', bins, count: tops.length + (missing < 0 ? 0 : 1), missing };
}

/**
 * The largest value of each bin. Few distinct values have a bin each; many are shared out so that bins hold as many rows
 * as each other, and a value that fills a bin ends it. Never more than 254.
 */
function binTops(runs: readonly ValueRun[]): readonly number[] {
  const tops: number[] = [];
  const isFew = runs.length <= MOST_BINS;
  let left = runs.reduce((sum, { count }) => sum + count, 0);
  let wanted = isFew ? LEAST_ROWS : left / MOST_BINS;
  let rows = 0;
  runs.forEach((run, place) => {
    rows += run.count;
    const next = runs[place + 1];
    const isFull = rows >= wanted || (!isFew && next !== undefined && next.count >= wanted && rows >= wanted / 2);
    if (next !== undefined && !isFull) return;
    tops.push(run.value);
    left -= rows;
    rows = 0;
    if (!isFew) wanted = left / Math.max(1, MOST_BINS - tops.length);
  });
  return tops;
}

/** Bin 0 is of missing and of rare categories; a tree never sends it to the side of chosen ones. */
function binCategories({ reference, current, categories }: Extract<TogetherColumn, { kind: 'categories' }>): BinnedFeature {
  const rows = new Uint32Array(categories);
  for (const codes of [reference, current]) for (const code of codes) if (code >= 0) rows[code] = (rows[code] as number) + 1;
  const frequent = Array.from(rows.keys())
    .filter(code => (rows[code] as number) >= LEAST_ROWS)
    .sort((a, b) => (rows[b] as number) - (rows[a] as number) || a - b)
    .slice(0, MOST_BINS);
  const binOfCode = new Uint8Array(categories);
  frequent.forEach((code, place) => (binOfCode[code] = place + 1));
  const bins = new Uint8Array(reference.length + current.length);
  reference.forEach((code, row) => (bins[row] = binOfCode[code] ?? 0));
  current.forEach((code, row) => (bins[reference.length + row] = binOfCode[code] ?? 0));
  return { kind: 'categories', bins, count: frequent.length + 1, missing: 0 };
}
