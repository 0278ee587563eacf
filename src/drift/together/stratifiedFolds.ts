/**
 * Which of so many folds each row is in, with the same share of both classes in each and neighbours together: what
 * scikit-learn 1.9's `StratifiedKFold(folds)` does with rows whose first class comes first. O(rows).
 */
export function stratifiedFolds(first: number, second: number, folds: number): Uint8Array {
  const foldOf = new Uint8Array(first + second);
  for (const [start, count] of [
    [0, first],
    [first, second],
  ] as const) {
    let row = start;
    for (let fold = 0; fold < folds; fold++) {
      // Places of the class in the order of all rows that are dealt to this fold.
      const dealt = dealtTo(fold, start + count, folds) - dealtTo(fold, start, folds);
      foldOf.fill(fold, row, row + dealt);
      row += dealt;
    }
  }
  return foldOf;
}

/** How many of the places below `end` a fold gets when they are dealt out in turn. */
function dealtTo(fold: number, end: number, folds: number): number {
  return Math.max(0, Math.ceil((end - fold) / folds));
}
