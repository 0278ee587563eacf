import { type CorrelationChange } from '../../domain/togetherDrift';
import { averageRanks, denseRanks } from '../../numeric/averageRanks';
import { benjaminiHochberg } from '../../numeric/benjaminiHochberg';
import { cramersV } from '../../numeric/cramersV';
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
 * Cramér's V of every pair of categories, over the rows where both are present, with the p-value of the difference, adjusted
 * over all of them. Of a pair, the coefficient that changed more. O(columns² × rows).
 *
 * @param columns at most 100, categories at most 100 a column.
 */
export function correlationChanges(columns: readonly TogetherColumn[]): readonly CorrelationChange[] {
  const tested = [...numberPairs(columns), ...categoryPairs(columns)];
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

function numberPairs(columns: readonly TogetherColumn[]): readonly CorrelationChange[] {
  const side = (values: Float64Array): RankedSide => ({ values, ...denseRanks(values) });
  const ranked = columns
    .filter(column => column.kind === 'numbers')
    .map(({ name, reference, current }) => ({ name, reference: side(reference), current: side(current) }));
  return pairsOf(ranked).flatMap(([a, b]) => numberChanges(a, b));
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
  const rows = Int32Array.from(a.ranks.keys()).filter(row => (a.ranks[row] as number) >= 0 && (b.ranks[row] as number) >= 0);
  if (rows.length < LEAST_ROWS) return null;
  const valuesOf = ({ values }: RankedSide): Float64Array => Float64Array.from(rows, row => values[row] as number);
  const ranksOf = ({ ranks, distinct }: RankedSide): Float64Array =>
    averageRanks(
      rows.map(row => ranks[row] as number),
      distinct,
    );
  const ofRanks = pearsonCorrelation(ranksOf(a), ranksOf(b));
  return {
    pearson: pearsonCorrelation(valuesOf(a), valuesOf(b)),
    spearman: { value: ofRanks.value, variance: Math.max(ofRanks.variance, RANK_VARIANCE / (rows.length - 3)) },
  };
}

function categoryPairs(columns: readonly TogetherColumn[]): readonly CorrelationChange[] {
  const categories = columns.filter(column => column.kind === 'categories');
  return pairsOf(categories).flatMap(([a, b]) => {
    const association = (side: 'reference' | 'current'): Estimate => {
      const rows = Int32Array.from(a[side].keys()).filter(row => (a[side][row] as number) >= 0 && (b[side][row] as number) >= 0);
      const codes = (column: typeof a): Int32Array => rows.map(row => column[side][row] as number);
      const { value, variance } = cramersV(codes(a), codes(b), [a.categories, b.categories]);
      return { value, place: value, variance };
    };
    const names = [a.name, b.name] as const;
    const found = change({ columns: names, measure: 'cramers_v', before: association('reference'), after: association('current') });
    return found === null ? [] : [found];
  });
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
