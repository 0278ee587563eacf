import { SeededRandom } from '../../numeric/seededRandom';
import { type BinnedFeature } from './binFeature';
import { type BoostedScores, boostedScores } from './boostedScores';
import { stratifiedFolds } from './stratifiedFolds';
import { FOLDS, type SideRows } from './togetherTask';

const SEED = 42;

/** What trees that learned from all other rows say of the rows of a fold. */
export interface FoldJudgement extends BoostedScores {
  /** The fold's rows; the current ones come after all of the reference. */
  readonly judged: Int32Array;
}

export interface Fold {
  readonly rows: SideRows;
  /** From 0. */
  readonly fold: number;
  /** `neighbours`: as NannyML folds. In rows ordered by time a fold is then of another time than what was learned. */
  readonly folding: 'random' | 'neighbours';
}

/**
 * "Which rows of this fold look like current ones?" Learns from the rows of all other folds and scores its own. Folds do not
 * depend on each other. O(rounds × rows × features).
 */
export function judgeFold(features: readonly BinnedFeature[], { rows, fold, folding }: Fold): FoldJudgement {
  const neighbours = stratifiedFolds(rows.reference, rows.current, FOLDS);
  const folds = folding === 'neighbours' ? neighbours : shuffled(neighbours, rows);
  const isCurrent = new Uint8Array(rows.reference + rows.current).fill(1, rows.reference);
  const inFold = (isIn: boolean) => Int32Array.from(folds.keys()).filter(row => (folds[row] === fold) === isIn);
  const judged = inFold(true);
  return { judged, ...boostedScores(features, isCurrent, { learned: inFold(false), judged }) };
}

/** The folds of each side's rows in random order, the same at every run. */
function shuffled(folds: Uint8Array, rows: SideRows): Uint8Array {
  const random = new SeededRandom(SEED);
  const before = random.permutation(rows.reference);
  const after = random.permutation(rows.current);
  return folds.map((_, row) => folds[row < rows.reference ? (before[row] ?? 0) : rows.reference + (after[row - rows.reference] ?? 0)] ?? 0);
}
