import { type DriftMethod, driftMethods } from '../domain/driftMethod';
import { countNoise } from './countNoise';
import { isCountTest } from './countTest';
import { driftTests } from './driftTests';
import { gapNoise } from './gapNoise';
import { permutedNoise } from './permutedNoise';
import { type SamplePair } from './samplePair';
import { totalVariationNoise } from './totalVariationTest';

/** Scores that differ by no more than this share are the same score, summed up in another order. */
const SLACK = 1e-9;
/** Of p-values that are shares of permutations already. */
const LEVEL = 0.05;

export interface SamplingNoise {
  /** The 95th percentile of the score if both sides were drawn from one distribution; of a p-value the 5th. */
  readonly noise: number;
  /** Whether a score lies inside the noise: 95 in 100 do without drift, or more where the score can take few values only. */
  withinNoise(score: number): boolean;
}

/**
 * "How large would this score be by chance?" Takes both sides for one sample and parts it anew, into sides of the same
 * sizes, without replacement. Counts, bins and two shares: see `countNoise`. Distances and K-S: `gapNoise`. Other tests with
 * p-values: `permutedNoise`; these also have a noise other than 0.05, as Evidently's chi-square takes the reference for the
 * truth and as tests of few values cannot attain 0.05. Null where it is not known, as for text. The same seed gives the same
 * noise. A few milliseconds, up to a tenth of a second for `permutedNoise`, and some seconds for millions of categories.
 */
export function samplingNoise(method: DriftMethod, pair: SamplePair, seed: number): SamplingNoise | null {
  const noise = noiseOf(method, pair, seed);
  if (noise === null || !Number.isFinite(noise)) return null;
  const small = driftMethods[method].score === 'p-value';
  return { noise, withinNoise: score => (small ? score >= noise * (1 - SLACK) : score <= noise * (1 + SLACK)) };
}

function noiseOf(method: DriftMethod, pair: SamplePair, seed: number): number | null {
  if (method === 'wasserstein' || method === 'ed' || method === 'ks') return gapNoise(method, pair, seed);
  if (method === 'empirical_mmd') return LEVEL;
  const test = driftTests.get(method);
  if (test === undefined || driftMethods[method].score === 'auc') return null;
  if (!isCountTest(test)) return permutedNoise(test, pair, seed);
  const table = pair.table(test);
  if ('reason' in table) return null;
  return method === 'TVD' ? totalVariationNoise(table, seed) : countNoise(test, table, seed);
}
