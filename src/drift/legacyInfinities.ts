import { VALUES_WITHOUT_BINS } from './binnedCounts';
import { type DriftMethod } from '../domain/driftMethod';
import { type Column } from '../domain/column';
import { type SamplePair } from './samplePair';
import { type Verdict } from './verdict';

/** How many infinite values each side kept, of each sign. */
export interface KeptInfinities {
  readonly reference: SignedCounts;
  readonly current: SignedCounts;
}

interface SignedCounts {
  readonly positive: number;
  readonly negative: number;
}

export const NO_INFINITIES: KeptInfinities = { reference: { positive: 0, negative: 0 }, current: { positive: 0, negative: 0 } };

/** Tests that see only the order of values: there the largest double stands for infinity. */
const BY_ORDER: readonly DriftMethod[] = ['ks', 'mannw', 'cramer_von_mises'];
/** Tests that count each value: there an infinity is a value like another. */
const BY_VALUE: readonly DriftMethod[] = ['chisquare', 'z', 'g_test', 'fisher_exact', 'TVD'];

const DEFECT =
  'Evidently’s old table removes infinite values only from a column that also has a missing one. Here it leaves them in, and its distance has no finite value.';

/**
 * Puts the largest doubles in the place of infinite values, as Evidently's old table compares a side that has no missing
 * value; changes the column's array. Counts what was put.
 */
export function keepInfinities(column: Column | null): SignedCounts {
  const counts = { positive: 0, negative: 0 };
  if (column?.storage !== 'numbers' || column.missing > 0) return counts;
  const { values } = column;
  for (let row = 0; row < values.length; row++) {
    if (values[row] === Infinity) {
      values[row] = Number.MAX_VALUE;
      counts.positive++;
    } else if (values[row] === -Infinity) {
      values[row] = -Number.MAX_VALUE;
      counts.negative++;
    }
  }
  return counts;
}

/** The verdict of the old table where kept infinities take the score away; null where the test has one all the same. */
export function verdictWithInfinities(
  method: DriftMethod,
  pair: SamplePair,
  { reference, current }: KeptInfinities,
): Omit<Verdict, 'method' | 'threshold'> | { readonly reason: string } | null {
  if (infinitiesOf(reference) + infinitiesOf(current) === 0 || BY_ORDER.includes(method) || BY_VALUE.includes(method)) return null;
  if (method === 'jensenshannon' || method === 'psi' || method === 'kl_div')
    return pair.reference.unique <= VALUES_WITHOUT_BINS ? null : { reason: `With infinite values left in, ${method} has no bins.` };
  if (method !== 'wasserstein') return { reason: `With infinite values left in, ${method} has no score.` };
  // NumPy: ∞ − ∞ is not a number, nor is the deviation of a reference with an infinity; one jump to ∞ is infinitely far.
  const undefinedDistance = infinitiesOf(reference) > 0 || current.positive > 1 || current.negative > 1;
  return {
    score: null,
    drifted: !undefinedDistance,
    severity: undefinedDistance ? null : 'Infinity',
    inputs: [{ name: 'infinite values left in', value: infinitiesOf(reference) + infinitiesOf(current) }],
    note: undefinedDistance
      ? 'The distance is not a number, which Evidently’s old table shows as "not detected"; this is no evidence against drift.'
      : 'The distance is infinite.',
    defects: [DEFECT],
  };
}

export function infinitiesOf({ positive, negative }: SignedCounts): number {
  return positive + negative;
}
