import { type DomainClassifier } from '../../domain/togetherDrift';
import { normalQuantile } from '../../numeric/normalQuantile';
import { rankRows } from '../../numeric/rankedRows';
import { rocAuc } from '../../numeric/rocAuc';
import { SeededRandom } from '../../numeric/seededRandom';
import { binFeature } from './binFeature';
import { boostedScores } from './boostedScores';
import { stratifiedFolds } from './stratifiedFolds';
import { type TogetherColumn } from './togetherTask';

/** NannyML's upper threshold. Its lower one, 0.45, is for folds of neighbours. */
const LIMIT = 0.65;
const FOLDS = 5;
const SEED = 42;
const SHOWN_FEATURES = 10;

/**
 * "Can a reference row be told from a current row?" Each fifth of the rows is judged by boosted trees that learned from the
 * other four: NannyML's domain classifier. Its folds are of neighbours, so that in rows ordered by time a fold is of another time
 * than what was learned and the area falls below a guess; ours are of random rows. O(folds × rounds × rows × features).
 *
 * @param rows of each side; at least 50, so that a tree can part them.
 * @param folding `neighbours`: NannyML's folds.
 */
export function domainClassifier(
  columns: readonly TogetherColumn[],
  rows: { readonly reference: number; readonly current: number },
  folding: 'random' | 'neighbours' = 'random',
): DomainClassifier {
  const features = columns.map(binFeature);
  const isCurrent = new Uint8Array(rows.reference + rows.current).fill(1, rows.reference);
  const neighbours = stratifiedFolds(rows.reference, rows.current, FOLDS);
  const folds = folding === 'neighbours' ? neighbours : shuffled(neighbours, rows);
  const scores = new Float64Array(isCurrent.length);
  const gains = new Float64Array(columns.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const inFold = (isIn: boolean) => Int32Array.from(folds.keys()).filter(row => (folds[row] === fold) === isIn);
    const judged = inFold(true);
    const judgement = boostedScores(features, isCurrent, { learned: inFold(false), judged });
    judged.forEach((row, place) => (scores[row] = judgement.scores[place] as number));
    judgement.gains.forEach((gain, place) => (gains[place] = (gains[place] as number) + gain));
  }
  const auc = rocAuc(
    rankRows(scores, row => isCurrent[row] === 1),
    null,
  );
  const noise = aucNoise(rows);
  return { auc, limit: LIMIT, noise, drifted: auc <= LIMIT ? false : auc > noise ? true : null, features: shares(columns, gains) };
}

/** The folds of each side's rows in random order, the same at every run. */
function shuffled(folds: Uint8Array, rows: { readonly reference: number; readonly current: number }): Uint8Array {
  const random = new SeededRandom(SEED);
  const before = random.permutation(rows.reference);
  const after = random.permutation(rows.current);
  return folds.map((_, row) => folds[row < rows.reference ? (before[row] ?? 0) : rows.reference + (after[row - rows.reference] ?? 0)] ?? 0);
}

/**
 * The 95th percentile of the area for rows of one distribution: it is Mann and Whitney's U over both counts' product, whose
 * variance is (m + n + 1) / 12mn, and all but normal from 20 rows of each on.
 *
 * Source: Mann, Whitney, "On a Test of Whether one of Two Random Variables is Stochastically Larger", Ann. Math. Stat. 18 (1947).
 */
export function aucNoise({ reference, current }: { readonly reference: number; readonly current: number }): number {
  return Math.min(1, 0.5 + normalQuantile(0.95) * Math.sqrt((reference + current + 1) / (12 * reference * current)));
}

function shares(columns: readonly TogetherColumn[], gains: Float64Array): DomainClassifier['features'] {
  const all = gains.reduce((sum, gain) => sum + gain, 0);
  return columns
    .map(({ name }, place) => ({ name, share: all === 0 ? 0 : (gains[place] as number) / all }))
    .filter(({ share }) => share > 0)
    .toSorted((a, b) => b.share - a.share)
    .slice(0, SHOWN_FEATURES);
}
