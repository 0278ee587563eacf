import { type EmbeddingDistance } from '../../domain/embeddingDrift';
import { SeededRandom } from '../../numeric/seededRandom';
import { type EmbeddingPlan } from './embeddingPlan';
import { type EmbeddingScore, percentileOf, ROUNDS } from './embeddingScore';
import { meanVector, type VectorPair } from './vectors';

/** The bootstrap's threshold: so much of what no drift gives lies below. */
const SHARE = 0.95;

/**
 * "How far did the mean vector move?" Evidently's `distance`. Its bootstrap draws two samples of the reference, as large
 * together as the reference and in proportion to both sides, a hundred times. O(rows × dimensions), a hundred times that
 * with the bootstrap.
 */
export function meanDistance(pair: VectorPair, { distance, bootstrap }: Pick<EmbeddingPlan, 'distance' | 'bootstrap'>): EmbeddingScore {
  const between = distances[distance];
  const means = [meanVector(pair.reference), meanVector(pair.current)] as const;
  const score = between(...means);
  if (Number.isNaN(score)) return { reason: 'A mean vector is zero, which has no direction to compare.' };
  if (!Number.isFinite(score)) return { reason: 'The numbers are too large to be compared.' };
  const inputs = [{ name: 'distance', value: distance }];
  if (!bootstrap) return { score, inputs };
  const cutoff = noDriftCutoff(pair, between);
  if (Number.isNaN(cutoff)) return { reason: 'There are too few rows to draw samples of the reference from.' };
  return { score, cutoff, inputs: [...inputs, { name: 'bootstrap rounds', value: ROUNDS }] };
}

type Between = (a: Float64Array, b: Float64Array) => number;

function noDriftCutoff({ reference, current }: VectorPair, between: Between): number {
  const total = reference.rows + current.rows;
  const sizes = [Math.trunc(reference.rows ** 2 / total), Math.trunc((current.rows * reference.rows) / total)];
  if (sizes.includes(0)) return NaN;
  const found = Float64Array.from({ length: ROUNDS }, (_, round) => {
    const random = new SeededRandom(round);
    const [first, second] = sizes.map(size => Int32Array.from({ length: size }, () => random.upTo(reference.rows - 1)));
    return between(meanVector(reference, first), meanVector(reference, second));
  });
  return found.some(Number.isNaN) ? NaN : percentileOf(found, SHARE);
}

const distances: Readonly<Record<EmbeddingDistance, Between>> = {
  euclidean: (a, b) => Math.sqrt(total(a, k => ((a[k] as number) - (b[k] as number)) ** 2)),
  cosine: (a, b) => {
    const product = total(a, k => (a[k] as number) * (b[k] as number));
    const squares = total(a, k => (a[k] as number) ** 2) * total(b, k => (b[k] as number) ** 2);
    return Math.max(0, Math.min(2, 1 - product / Math.sqrt(squares)));
  },
  cityblock: (a, b) => total(a, k => Math.abs((a[k] as number) - (b[k] as number))),
  chebyshev: (a, b) => a.reduce((most, value, k) => Math.max(most, Math.abs(value - (b[k] as number))), 0),
};

function total(vector: Float64Array, term: (k: number) => number): number {
  let sum = 0;
  for (let k = 0; k < vector.length; k++) sum += term(k);
  return sum;
}
