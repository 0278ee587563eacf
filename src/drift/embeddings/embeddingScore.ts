import { pooledQuantile } from '../../numeric/pooledQuantile';
import { type EmbeddingDrift } from '../../domain/embeddingDrift';

/** What a method found, or why it found nothing. */
export type EmbeddingScore =
  | {
      readonly score: number;
      /** What the score is compared with instead of the plan's threshold. */
      readonly cutoff?: number;
      /** What is compared, where it is not the score itself. */
      readonly compared?: number;
      readonly inputs: EmbeddingDrift['inputs'];
    }
  | { readonly reason: string };

/** Rounds of a bootstrap, as Evidently has them. */
export const ROUNDS = 100;

const NOTHING = new Float64Array(0);

/** NumPy's `percentile` of scores of the bootstrap, `share` from 0 to 1. Sorts them. */
export function percentileOf(scores: Float64Array, share: number): number {
  return pooledQuantile(scores.sort(), NOTHING, share);
}
