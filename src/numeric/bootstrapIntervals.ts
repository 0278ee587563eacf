import { type RowWeights } from './rowWeights';
import { SeededRandom } from './seededRandom';

/** Statistics of the same rows by name; NaN where one cannot be computed. */
export type Statistics = Readonly<Record<string, number>>;

/** Each statistic in every round, in order. */
export type Replicates = ReadonlyMap<string, Float64Array>;

interface Drawing {
  readonly rounds: number;
  readonly seed: number;
}

/**
 * Statistics of rows drawn again with replacement, as many as there are: Efron's bootstrap. A round is a weight for each
 * row, so that nothing is copied or sorted again. The same seed gives the same rounds. O(rounds × rows).
 */
export function bootstrapReplicates(rows: number, measure: (weights: RowWeights) => Statistics, { rounds, seed }: Drawing): Replicates {
  const random = new SeededRandom(seed);
  const weights = new Uint16Array(rows);
  const draws = new Uint32Array(rows);
  const scale = rows / 2 ** 32;
  const replicates = new Map<string, Float64Array>();
  for (let round = 0; round < rounds && rows > 0; round++) {
    weights.fill(0);
    random.fill(draws);
    for (let draw = 0; draw < rows; draw++) {
      const row = ((draws[draw] as number) * scale) | 0;
      weights[row] = (weights[row] as number) + 1;
    }
    for (const [name, value] of Object.entries(measure(weights))) {
      const values = replicates.get(name) ?? new Float64Array(rounds);
      values[round] = value;
      replicates.set(name, values);
    }
  }
  return replicates;
}

/**
 * The middle 95 % of a statistic's rounds (the percentile interval; NumPy's "linear" quantiles). Null where less than
 * half of the rounds could be computed.
 */
export function percentileInterval(replicates: ArrayLike<number>): { readonly low: number; readonly high: number } | null {
  const sorted = Float64Array.from(replicates)
    .filter(value => value - value === 0)
    .sort();
  if (sorted.length === 0 || sorted.length * 2 < replicates.length) return null;
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}

function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const [low, high] = [sorted[below] as number, sorted[Math.min(below + 1, sorted.length - 1)] as number];
  return low + (place - below) * (high - low);
}
