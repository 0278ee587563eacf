import { type DomainClassifier } from '../../domain/togetherDrift';
import { normalQuantile } from '../../numeric/normalQuantile';
import { rankRows } from '../../numeric/rankedRows';
import { rocAuc } from '../../numeric/rocAuc';
import { binFeature } from './binFeature';
import { type FoldJudgement, judgeFold } from './judgeFold';
import { FOLDS, type SideRows, type TogetherColumn } from './togetherTask';

/** NannyML's upper threshold. Its lower one, 0.45, is for folds of neighbours. */
const LIMIT = 0.65;
const SHOWN_FEATURES = 10;

/**
 * "Can a reference row be told from a current row?" Each fifth of the rows is judged by boosted trees that learned from the
 * other four (see `judgeFold`): NannyML's domain classifier. O(folds × rounds × rows × features).
 *
 * @param rows of each side; at least 50, so that a tree can part them.
 * @param judgements of every fold; absent: made here.
 */
export function domainClassifier(
  columns: readonly TogetherColumn[],
  rows: SideRows,
  judgements: readonly FoldJudgement[] = judgeFolds(columns, rows),
): DomainClassifier {
  const scores = new Float64Array(rows.reference + rows.current);
  const gains = new Float64Array(columns.length);
  for (const judgement of judgements) {
    judgement.judged.forEach((row, place) => (scores[row] = judgement.scores[place] as number));
    judgement.gains.forEach((gain, place) => (gains[place] = (gains[place] as number) + gain));
  }
  const auc = rocAuc(
    rankRows(scores, row => row >= rows.reference),
    null,
  );
  const noise = aucNoise(rows);
  return { auc, limit: LIMIT, noise, drifted: auc <= LIMIT ? false : auc > noise ? true : null, features: shares(columns, gains) };
}

/** One fold after the other. @param folding `neighbours`: NannyML's folds. */
export function judgeFolds(
  columns: readonly TogetherColumn[],
  rows: SideRows,
  folding: 'random' | 'neighbours' = 'random',
): readonly FoldJudgement[] {
  const features = columns.map(binFeature);
  return Array.from({ length: FOLDS }, (_, fold) => judgeFold(features, { rows, fold, folding }));
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
