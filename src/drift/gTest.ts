import { chiSquareSurvival } from '../numeric/chiSquareSurvival';
import { relativeEntropy } from '../numeric/relativeEntropy';
import { type CountTable, countTest, valuesOf } from './countTest';
import { type SamplePair } from './samplePair';

/** SciPy takes sizes for equal that differ by no more than this share, √(2^-52). */
const EQUAL_SIZES = 2 ** -26;

/**
 * "Are the current counts the reference's?" Evidently's `g_test`: SciPy's `power_divergence(…, lambda_="log-likelihood")`
 * with the reference's counts as they are for the expected ones, so both sides must be of the same size. A value that the
 * reference has not makes p exactly 0. Like `chisquare`, it takes the reference for the truth and not for a sample.
 *
 * Missing and infinite values are left out of each side by itself; the sizes are those without them. Equal
 * values are counted together.
 */
export const gTest = countTest({
  method: 'g_test',
  table: countsOfEqualSizes,
  scoreCounts: table => chiSquareSurvival(logLikelihoodRatio(table), valuesOf(table) - 1),
  inputs: table => {
    const statistic = logLikelihoodRatio(table);
    return [
      { name: 'G', value: statistic === Infinity ? 'infinite' : statistic },
      { name: 'degrees of freedom', value: valuesOf(table) - 1 },
    ];
  },
});

function countsOfEqualSizes(pair: SamplePair): CountTable | { readonly reason: string } {
  const { count: n1 } = pair.reference;
  const { count: n2 } = pair.current;
  if (Math.abs(n1 - n2) > EQUAL_SIZES * Math.min(n1, n2))
    return {
      reason: `The G-test compares counts, not shares: it needs as many values in the current data (${n2}) as in the reference (${n1}).`,
    };
  const counts = pair.tallies();
  return valuesOf(counts) < 2 ? { reason: 'There is only one value on both sides: a G-test needs at least two.' } : counts;
}

/** 2 Σ observed log(observed / expected); less than 0 only by rounding. */
function logLikelihoodRatio({ reference, current, times }: CountTable): number {
  let ratio = 0;
  for (let k = 0; k < reference.length; k++) ratio += (times?.[k] ?? 1) * relativeEntropy(current[k] as number, reference[k] as number);
  return Math.max(0, 2 * ratio);
}
