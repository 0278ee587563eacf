import { type ClassCounts } from './confusionMatrix';

/**
 * Of the rows of the class, the share that was predicted so: scikit-learn 1.9's `recall_score`, with its policy where no
 * row is of the class (`zero_division="warn"`): 0.
 */
export function recallScore({ truePositive, falseNegative }: ClassCounts): number {
  const labelled = truePositive + falseNegative;
  return labelled === 0 ? 0 : truePositive / labelled;
}
