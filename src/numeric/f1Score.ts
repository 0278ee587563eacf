import { type ClassCounts } from './confusionMatrix';

/**
 * The harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN): scikit-learn 1.9's `f1_score`, with its policy
 * where no row is of the class nor predicted so (`zero_division="warn"`): 0.
 */
export function f1Score({ truePositive, falsePositive, falseNegative }: ClassCounts): number {
  const both = 2 * truePositive + falsePositive + falseNegative;
  return both === 0 ? 0 : (2 * truePositive) / both;
}
