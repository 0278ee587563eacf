import { type ClassCounts } from './confusionMatrix';

/**
 * Of the rows that were predicted as the class, the share that is of it: scikit-learn 1.9's `precision_score`, with its
 * policy where no row was predicted so (`zero_division="warn"`): 0.
 */
export function precisionScore({ truePositive, falsePositive }: ClassCounts): number {
  const predicted = truePositive + falsePositive;
  return predicted === 0 ? 0 : truePositive / predicted;
}
