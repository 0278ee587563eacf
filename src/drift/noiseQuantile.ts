/** Rounds of resampling: at 95 % of one more lies a whole number of them, so that 95 % is met exactly. */
export const NOISE_ROUNDS = 499;
const COVERAGE = 0.95;

/** The 95th percentile of resampled distances: the value that the next one stays below in 95 of 100 cases. Sorts them. */
export function upperNoise(distances: Float64Array): number {
  return distances.sort()[Math.ceil(COVERAGE * (distances.length + 1)) - 1] ?? NaN;
}

/** The 5th percentile of resampled p-values: the value that the next one stays above in 95 of 100 cases. Sorts them. */
export function lowerNoise(pValues: Float64Array): number {
  return pValues.sort()[Math.floor((1 - COVERAGE) * (pValues.length + 1) + 1e-9) - 1] ?? NaN;
}
