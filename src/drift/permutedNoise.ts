import { SeededRandom } from '../numeric/seededRandom';
import { type DriftTest } from './driftTest';
import { thinnedPlaces } from './noisePlaces';
import { lowerNoise, NOISE_ROUNDS } from './noiseQuantile';
import { type NumberSample, takeSample } from './sample';
import { SamplePair } from './samplePair';

/** Beyond so many values, they are thinned out, which what ties do to a test does not survive. */
const MOST_VALUES = 4096;

/**
 * The noise of a test with p-values on numbers: the test itself on 499 permutations of the pooled values. Beyond 4,096
 * values, of 3,000 of their quantiles with the sides in proportion, but at least 1,000 of the smaller one: what p-values are
 * like without drift does not depend on the sizes where these are large. Only Cramér and von Mises' on tied values do, and
 * beyond 4,096 values their noise is not known. Null too if the test gives no score. O(rounds × values).
 */
export function permutedNoise(test: DriftTest, pair: SamplePair, seed: number): number | null {
  const numbers = pair.numbers();
  if (numbers === null) return null;
  const { reference, current } = numbers;
  if (test.method === 'cramer_von_mises' && reference.count + current.count > MOST_VALUES && isTied(pair)) return null;
  const random = new SeededRandom(seed);
  const { n1, places } = thinnedPlaces(reference.count, current.count);
  const pooled = pair.pooledAt(places);
  const scores = new Float64Array(NOISE_ROUNDS);
  for (let round = 0; round < NOISE_ROUNDS; round++) {
    const sides = split(pooled, n1, random);
    const outcome = test.score(new SamplePair(sampleOf(sides[0], reference), sampleOf(sides[1], current), 'numeric'));
    if ('reason' in outcome || !Number.isFinite(outcome.score)) return null;
    scores[round] = outcome.score;
  }
  return lowerNoise(scores);
}

/** Whether most values occur more than once. */
function isTied(pair: SamplePair): boolean {
  return 2 * pair.distances().distinct < pair.reference.count + pair.current.count;
}

/** Draws `drawn` of the values; both parts stay sorted. */
function split(values: Float64Array, drawn: number, random: SeededRandom): [Float64Array, Float64Array] {
  const chosen = new Float64Array(drawn);
  const others = new Float64Array(values.length - drawn);
  let i = 0;
  let j = 0;
  for (const value of values) {
    if (random.uint32() * 2 ** -32 * (values.length - i - j) < drawn - i) chosen[i++] = value;
    else others[j++] = value;
  }
  return [chosen, others];
}

function sampleOf(values: Float64Array, { numbers }: NumberSample): ReturnType<typeof takeSample> {
  return takeSample({ name: '', storage: 'numbers', kind: numbers, values, missing: 0 });
}
