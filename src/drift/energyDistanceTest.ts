import { numericTest } from './numericTest';

/**
 * "How far are the two distribution functions apart?" Evidently's `ed`: SciPy's `energy_distance`, √2 times the L2
 * distance of the empirical distribution functions, in the square root of the values' unit. Evidently calls it a p-value
 * and compares it with 0.1 whatever the unit, so that a column in metres drifts where the same in kilometres does not.
 *
 * Missing and infinite values are left out of each side by itself; tied values make one step. O(n + m) from sorted sides.
 */
export const energyDistanceTest = numericTest('ed', 'The energy distance', ({ pair }) => {
  const { squaredGap } = pair.ranks();
  return { score: Math.SQRT2 * Math.sqrt(squaredGap), inputs: [{ name: 'area of the squared gap', value: squaredGap }] };
});
