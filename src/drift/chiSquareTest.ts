import { chiSquareSurvival } from '../numeric/chiSquareSurvival';
import { type DriftTest } from './driftTest';

/**
 * "Do the current shares fit the reference's?" Evidently's `chisquare`: Pearson's goodness of fit to the reference's
 * shares, SciPy's `chisquare`. A value that the reference has not makes p exactly 0. A single value has no degrees of freedom.
 */
export const chiSquareTest: DriftTest = {
  method: 'chisquare',
  score: pair => {
    const { reference, current } = pair.counts();
    if (reference.length < 2) return { reason: 'There is only one value on both sides: a chi-square test needs at least two.' };
    const scale = total(current) / total(reference);
    let statistic = 0;
    reference.forEach((count, k) => {
      const expected = count * scale;
      statistic += ((current[k] ?? 0) - expected) ** 2 / expected;
    });
    const degrees = reference.length - 1;
    return {
      score: chiSquareSurvival(statistic, degrees),
      inputs: [
        { name: 'χ²', value: statistic === Infinity ? 'infinite' : statistic },
        { name: 'degrees of freedom', value: degrees },
      ],
    };
  },
};

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
