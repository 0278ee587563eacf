import { type CorrelationChange } from '../../domain/togetherDrift';
import { averageRanks, denseRanks } from '../../numeric/averageRanks';
import { benjaminiHochberg } from '../../numeric/benjaminiHochberg';
import { correlationRatio } from '../../numeric/correlationRatio';
import { type Association, cramersV } from '../../numeric/cramersV';
import { normalTwoSidedSurvival } from '../../numeric/normalSurvival';
import { type Correlation, pearsonCorrelation } from '../../numeric/pearsonCorrelation';
import { type TogetherColumn } from './togetherTask';

/** Columns that are paired with each other: more would take minutes. */
export const MOST_PAIRED = 100;
/** Categories that a table of two columns can hold. */
export const MOST_CATEGORIES = 100;
const SIGNIFICANCE = 0.05;
/** Smaller changes are of no consequence, however many rows show them: Cohen's small effect. */
const LEAST_CHANGE = 0.1;
const SHOWN = 20;
/** Ranks of normal values vary a little more than the values do: Fieller, Hartley, Pearson, Biometrika 44 (1957). */
const RANK_VARIANCE = 1.06;
const LEAST_ROWS = 4;

/**
 * "Which columns depend on each other otherwise than before?" Pearson's and Spearman's coefficients of every pair of numbers,
 * Cramér's V of every pair of categories, the correlation ratio of a number's ranks by a category, over the rows where both are
 * present, with the p-value of the difference, adjusted over all of them. Of a pair, the coefficient that changed more.
 * O(columns² × rows).
 *
 * @param columns at most 100, categories at most 100 a column.
 */
export function correlationChanges(columns: readonly TogetherColumn[]): readonly CorrelationChange[] {
  const ranked = columns.filter(column => column.kind === 'numbers').map(rankedNumbers);
  const categories = columns.filter(column => column.kind === 'categories');
  const tested = [
    ...pairsOf(ranked).flatMap(([a, b]) => numberChanges(a, b)),
    ...pairsOf(categories).flatMap(([a, b]) => categoryChanges(a, b)),
    ...ranked.flatMap(a => categories.flatMap(b => mixedChanges(a, b))),
  ];
  const adjusted = benjaminiHochberg(tested.map(({ pValue }) => pValue));
  const changed = tested
    .map((change, place) => ({ ...change, pValue: adjusted[place] ?? 1 }))
    .filter(change => change.pValue <= SIGNIFICANCE && sizeOf(change) >= LEAST_CHANGE)
    .toSorted((a, b) => sizeOf(b) - sizeOf(a));
  const pairs = new Set<string>();
  const ofOtherPairs = changed.filter(({ columns: pair }) => pairs.size < pairs.add(JSON.stringify(pair)).size);
  return ofOtherPairs.slice(0, SHOWN);
}

function sizeOf({ from, to }: CorrelationChange): number {
  return Math.abs(to - from);
}

interface RankedNumbers {
  readonly name: string;
  readonly reference: RankedSide;
  readonly current: RankedSide;
}

interface RankedSide {
  readonly values: Float64Array;
  readonly ranks: Int32Array;
  readonly distinct: number;
}

type Numbers = Extract<TogetherColumn, { kind: 'numbers' }>;
type Categories = Extract<TogetherColumn, { kind: 'categories' }>;

function rankedNumbers({ name, reference, current }: Numbers): RankedNumbers {
  const side = (values: Float64Array): RankedSide => ({ values, ...denseRanks(values) });
  return { name, reference: side(reference), current: side(current) };
}

function numberChanges(a: RankedNumbers, b: RankedNumbers): CorrelationChange[] {
  const names = [a.name, b.name] as const;
  const [before, after] = [correlations(a.reference, b.reference), correlations(a.current, b.current)];
  if (before === null || after === null) return [];
  return (['pearson', 'spearman'] as const)
    .map(measure => change({ columns: names, measure, before: transformed(before[measure]), after: transformed(after[measure]) }))
    .filter(each => each !== null);
}

/** Both coefficients over the rows where both columns have finite values; null where those are too few. */
function correlations(a: RankedSide, b: RankedSide): Record<'pearson' | 'spearman', Correlation> | null {
  const rows = rowsOfBoth(a.ranks, b.ranks);
  if (rows.length < LEAST_ROWS) return null;
  const valuesOf = ({ values }: RankedSide): Float64Array => Float64Array.from(rows, row => values[row] as number);
  const ofRanks = pearsonCorrelation(ranksAmong(rows, a), ranksAmong(rows, b));
  return {
    pearson: pearsonCorrelation(valuesOf(a), valuesOf(b)),
    spearman: { value: ofRanks.value, variance: Math.max(ofRanks.variance, RANK_VARIANCE / (rows.length - 3)) },
  };
}

function categoryChanges(a: Categories, b: Categories): CorrelationChange[] {
  return associationChanges([a.name, b.name], 'cramers_v', side => {
    const rows = rowsOfBoth(a[side], b[side]);
    return cramersV(codesAmong(rows, a[side]), codesAmong(rows, b[side]), [a.categories, b.categories]);
  });
}

/** Of ranks, as long tails would raise alarms. */
function mixedChanges(a: RankedNumbers, b: Categories): CorrelationChange[] {
  return associationChanges([a.name, b.name], 'correlation_ratio', side => {
    const rows = rowsOfBoth(a[side].ranks, b[side]);
    return correlationRatio(ranksAmong(rows, a[side]), codesAmong(rows, b[side]), b.categories);
  });
}

function associationChanges(
  columns: readonly [string, string],
  measure: 'cramers_v' | 'correlation_ratio',
  of: (side: 'reference' | 'current') => Association,
): CorrelationChange[] {
  const estimate = (side: 'reference' | 'current'): Estimate => {
    const { value, variance } = of(side);
    return { value, place: value, variance };
  };
  const found = change({ columns, measure, before: estimate('reference'), after: estimate('current') });
  return found === null ? [] : [found];
}

/** The rows where neither is missing, which is -1. */
function rowsOfBoth(a: Int32Array, b: Int32Array): Int32Array {
  return Int32Array.from(a.keys()).filter(row => (a[row] as number) >= 0 && (b[row] as number) >= 0);
}

function codesAmong(rows: Int32Array, codes: Int32Array): Int32Array {
  return rows.map(row => codes[row] as number);
}

function ranksAmong(rows: Int32Array, { ranks, distinct }: RankedSide): Float64Array {
  return averageRanks(codesAmong(rows, ranks), distinct);
}

interface Estimate {
  readonly value: number;
  /** The value on a scale where it is about normal. */
  readonly place: number;
  readonly variance: number;
}

function transformed({ value, variance }: Correlation): Estimate {
  return { value, place: Math.atanh(value), variance };
}

interface BothEstimates extends Pick<CorrelationChange, 'columns' | 'measure'> {
  readonly before: Estimate;
  readonly after: Estimate;
}

/** Null where a side has no coefficient, as of a constant column. */
function change({ columns, measure, before, after }: BothEstimates): CorrelationChange | null {
  if (Number.isNaN(before.value) || Number.isNaN(after.value)) return null;
  // Two perfect correlations are as far apart as nothing, or as anything can be.
  const gap = before.place === after.place ? 0 : after.place - before.place;
  const pValue = normalTwoSidedSurvival(gap / Math.sqrt(before.variance + after.variance));
  return { columns, measure, from: before.value, to: after.value, pValue };
}

function pairsOf<Each>(all: readonly Each[]): readonly (readonly [Each, Each])[] {
  return all.flatMap((first, place) => all.slice(place + 1).map(second => [first, second] as const));
}
