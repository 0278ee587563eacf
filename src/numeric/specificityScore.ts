import { type ClassCounts } from './confusionMatrix';

/**
 * Of the rows that are not of the class, the share that was not predicted so: scikit-learn 1.9's
 * `recall_score(pos_label=<the other class>)`; 0 where every row is of the class.
 */
export function specificityScore({ trueNegative, falsePositive }: ClassCounts): number {
  const others = trueNegative + falsePositive;
  return others === 0 ? 0 : trueNegative / others;
}
