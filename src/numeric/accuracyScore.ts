import { type ConfusionMatrix } from './confusionMatrix';

/** The share of rows whose prediction is their label: scikit-learn 1.9's `accuracy_score`. NaN without a row. O(classes²). */
export function accuracyScore({ classes, cells }: ConfusionMatrix): number {
  let right = 0;
  let total = 0;
  for (let cell = 0; cell < cells.length; cell++) {
    total += cells[cell] as number;
    if (cell % (classes + 1) === 0) right += cells[cell] as number;
  }
  return right / total;
}
