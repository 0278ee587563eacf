import { fisherExact } from '../numeric/fisherExact';
import { countTest, type CountTable } from './countTest';
import { type SamplePair } from './samplePair';

/**
 * "Is the share of a value the same on both sides?" Evidently's `fisher_exact`: SciPy's two-sided exact test of the 2×2
 * table. Evidently wants both sides of the same size, which the test itself does not. p is 1 where there is only one value.
 *
 * Missing and infinite values are left out of each side by itself; equal values are counted together. The
 * sizes are those without the missing ones, where Evidently, asked directly, refuses missing values.
 */
export const fisherExactTest = countTest({
  method: 'fisher_exact',
  table: twoValues,
  scoreCounts: ({ reference, current }) =>
    reference.length < 2 ? 1 : fisherExact([reference[0] ?? 0, reference[1] ?? 0], [current[0] ?? 0, current[1] ?? 0]),
  inputs: ({ reference, current }) => [
    { name: 'reference', value: Array.from(reference).join(' : ') },
    { name: 'current data', value: Array.from(current).join(' : ') },
  ],
});

function twoValues(pair: SamplePair): CountTable | { readonly reason: string } {
  const { count: n1 } = pair.reference;
  const { count: n2 } = pair.current;
  const counts = pair.counts();
  const values = counts.keys.length;
  if (values > 2) return { reason: `Fisher's exact test needs at most two different values; both sides together have ${values}.` };
  if (n1 !== n2)
    return {
      reason: `Evidently computes Fisher's exact test only for sides of the same size; the reference has ${n1} values, the current data ${n2}.`,
    };
  return counts;
}
