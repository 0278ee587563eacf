import { type RowWeights } from './rowWeights';

/** How many rows of each class were predicted as each class; counts need not be whole where they are expected ones. */
export interface ConfusionMatrix {
  readonly classes: number;
  /** Row by row: `cells[label * classes + predicted]`. */
  readonly cells: Float64Array;
}

/** What a matrix says about one class against all others. */
export interface ClassCounts {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
}

/**
 * Counts pairs of label and prediction, both as indices below `classes`: scikit-learn 1.9's `confusion_matrix`. Rows
 * without either must be left out before. O(rows + classes²).
 */
export function confusionMatrix(labels: Int32Array, predicted: Int32Array, classes: number, weights: RowWeights): ConfusionMatrix {
  const size = classes * classes;
  // Two sets of cells by turns: adding to the cell that was just written to has to wait for it.
  const turns = new Float64Array(2 * size);
  for (let row = 0; row < labels.length; row++) {
    const weight = weights === null ? 1 : (weights[row] as number);
    const cell = (row & 1) * size + (labels[row] as number) * classes + (predicted[row] as number);
    turns[cell] = (turns[cell] as number) + weight;
  }
  return { classes, cells: turns.subarray(0, size).map((count, cell) => count + (turns[size + cell] as number)) };
}

/** One class against all others. O(classes²). */
function classCounts({ classes, cells }: ConfusionMatrix, positive: number): ClassCounts {
  let total = 0;
  let labelled = 0;
  let predicted = 0;
  for (let cell = 0; cell < cells.length; cell++) {
    const count = cells[cell] as number;
    total += count;
    if (Math.floor(cell / classes) === positive) labelled += count;
    if (cell % classes === positive) predicted += count;
  }
  const truePositive = cells[positive * classes + positive] as number;
  const falsePositive = predicted - truePositive;
  const falseNegative = labelled - truePositive;
  return { truePositive, falsePositive, falseNegative, trueNegative: total - labelled - falsePositive };
}

/**
 * A score of one class, or of all as their plain mean ("macro"): as in scikit-learn, of the classes that some row has as
 * its label or its prediction. NaN without a row.
 * @param positive the class that is meant; null: the mean of all.
 */
export function averageOverClasses(matrix: ConfusionMatrix, positive: number | null, score: (counts: ClassCounts) => number): number {
  if (positive !== null) return score(classCounts(matrix, positive));
  let sum = 0;
  let present = 0;
  for (let index = 0; index < matrix.classes; index++) {
    const counts = classCounts(matrix, index);
    if (counts.truePositive + counts.falsePositive + counts.falseNegative === 0) continue;
    sum += score(counts);
    present++;
  }
  return sum / present;
}
