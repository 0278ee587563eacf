import { logGamma } from './logGamma';
import { normalSample } from './normalSample';
import { type SeededRandom } from './seededRandom';

/** Up to so many things are drawn one by one. */
const ONE_BY_ONE = 16;
/** From this variance on, the rounded normal distribution with the same first three moments is used. */
const NORMAL_FROM = 4;

/**
 * How many marked things are among `drawn` of `total`: one draw from the hypergeometric distribution. Exact for few things
 * or a small variance; else a rounded normal variate with the same mean, variance and skewness, whose distribution function
 * is within 0.003 of the exact one. O(1) for many things, O(min(drawn, marked)) for up to 16.
 */
export function hypergeometricSample(random: SeededRandom, total: number, marked: number, drawn: number): number {
  // What is drawn and what is left, and what is marked and what is not, are the same question.
  if (2 * marked > total) return drawn - hypergeometricSample(random, total, total - marked, drawn);
  if (2 * drawn > total) return marked - hypergeometricSample(random, total, marked, total - drawn);
  const few = Math.min(marked, drawn);
  if (few <= ONE_BY_ONE) return oneByOne(random, total, Math.max(marked, drawn), few);
  const share = marked / total;
  const variance = (drawn * share * (1 - share) * (total - drawn)) / (total - 1);
  if (variance < NORMAL_FROM) return byInversion(random, total, marked, drawn);
  // Rounding adds 1/12 to the variance, which is taken off before; the last term is Cornish and Fisher's for skewness.
  const deviation = Math.sqrt(variance - 1 / 12);
  const skewness = ((1 - 2 * share) * (1 - (2 * drawn) / total)) / Math.sqrt(variance);
  const z = normalSample(random);
  const draw = Math.round(drawn * share + deviation * (z + (skewness * (z * z - 1)) / 6));
  return Math.min(few, Math.max(0, draw));
}

function oneByOne(random: SeededRandom, total: number, marked: number, drawn: number): number {
  let hits = 0;
  for (let k = 0; k < drawn; k++) if (random.uint32() * 2 ** -32 * (total - k) < marked - hits) hits++;
  return hits;
}

/** Up from 0, which is likely enough: the mean is below 16. */
function byInversion(random: SeededRandom, total: number, marked: number, drawn: number): number {
  const rest = total - marked - drawn;
  let chance = Math.exp(logGamma(total - marked + 1) + logGamma(total - drawn + 1) - logGamma(total + 1) - logGamma(rest + 1));
  let left = random.uint32() * 2 ** -32;
  let hits = 0;
  while (left >= chance && hits < Math.min(marked, drawn)) {
    left -= chance;
    chance *= ((marked - hits) * (drawn - hits)) / ((hits + 1) * (rest + hits + 1));
    hits++;
  }
  return hits;
}
