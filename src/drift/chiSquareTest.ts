import { chiSquareSurvival } from '../numeric/chiSquareSurvival';
import { weightedSum } from '../numeric/weightedSum';
import { type CountTable, countTest, valuesOf } from './countTest';

/**
 * "Do the current shares fit the reference's?" Evidently's `chisquare`: Pearson's goodness of fit to the reference's
 * shares, SciPy's `chisquare`. A value that the reference has not makes p exactly 0. A single value has no degrees of freedom.
 *
 * Missing and infinite values are left out of each side by itself; equal values are counted together, numbers too.
 */
export const chiSquareTest = countTest({
  method: 'chisquare',
  table: pair => {
    const counts = pair.tallies();
    return valuesOf(counts) < 2 ? { reason: 'There is only one value on both sides: a chi-square test needs at least two.' } : counts;
  },
  scoreCounts: table => chiSquareSurvival(pearson(table), valuesOf(table) - 1),
  inputs: table => {
    const statistic = pearson(table);
    return [
      { name: 'χ²', value: statistic === Infinity ? 'infinite' : statistic },
      { name: 'degrees of freedom', value: valuesOf(table) - 1 },
    ];
  },
});

function pearson({ reference, current, times }: CountTable): number {
  const scale = weightedSum(current, times) / weightedSum(reference, times);
  let statistic = 0;
  for (let k = 0; k < reference.length; k++) {
    const expected = (reference[k] as number) * scale;
    statistic += ((times?.[k] ?? 1) * ((current[k] as number) - expected) ** 2) / expected;
  }
  return statistic;
}
