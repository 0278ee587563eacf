import { type BinnedFeature } from './binFeature';
import { TreeGrower } from './treeGrower';

const ROUNDS = 100;
const LEARNING_RATE = 0.1;

export interface BoostedScores {
  /** The log-odds of each row to judge, in the order given. */
  readonly scores: Float64Array;
  /** The gain of all splits by feature. */
  readonly gains: Float64Array;
}

/**
 * Learns from some rows which of two classes a row is of, by gradient boosting of trees with the logistic loss, and scores
 * other rows: LightGBM's binary classifier with its defaults. O(rounds × rows × features).
 *
 * Source: Friedman, "Greedy Function Approximation", Ann. Statist. 29 (2001); Ke et al., "LightGBM", NIPS 2017.
 *
 * @param isPositive 1 or 0 for each row of the features; both must be among the rows to learn from.
 */
export function boostedScores(
  features: readonly BinnedFeature[],
  isPositive: Uint8Array,
  { learned, judged }: { readonly learned: Int32Array; readonly judged: Int32Array },
): BoostedScores {
  const grower = new TreeGrower(features, Int32Array.from(learned), Int32Array.from(judged));
  const positives = learned.reduce((sum, row) => sum + (isPositive[row] as number), 0);
  const scores = new Float64Array(isPositive.length).fill(Math.log(positives / (learned.length - positives)));
  const [gradients, hessians] = [new Float64Array(isPositive.length), new Float64Array(isPositive.length)];
  for (let round = 0; round < ROUNDS; round++) {
    for (const row of learned) {
      const chance = 1 / (1 + Math.exp(-(scores[row] as number)));
      gradients[row] = chance - (isPositive[row] as number);
      hessians[row] = chance * (1 - chance);
    }
    const leaves = grower.grow(gradients, hessians);
    if (leaves.length === 1) break;
    for (const { learned: own, judged: followed, step } of leaves) {
      raise(scores, grower.learned.subarray(own.from, own.to), step * LEARNING_RATE);
      raise(scores, grower.judged.subarray(followed.from, followed.to), step * LEARNING_RATE);
    }
  }
  return { scores: Float64Array.from(judged, row => scores[row] as number), gains: grower.gains };
}

function raise(scores: Float64Array, rows: Int32Array, by: number): void {
  for (const row of rows) scores[row] = (scores[row] as number) + by;
}
