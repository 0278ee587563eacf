import { type RankedRows } from './rankedRows';
import { type RowWeights } from './rowWeights';

/**
 * The area under the ROC curve: how likely a row of the class scores above one that is not, ties counting half.
 * scikit-learn 1.9's `roc_auc_score`. NaN unless there are rows of both kinds. O(rows).
 */
export function rocAuc({ order, positive, endsTie }: RankedRows, weights: RowWeights): number {
  let area = 0;
  const above = [0, 0];
  const tied = [0, 0];
  for (let place = 0; place < order.length; place++) {
    const kind = positive[place] as 0 | 1;
    tied[kind] = (tied[kind] as number) + (weights === null ? 1 : (weights[order[place] as number] as number));
    if (endsTie[place] === 0) continue;
    const [others, own] = tied as [number, number];
    area += others * ((above[1] as number) + own / 2);
    above[0] = (above[0] as number) + others;
    above[1] = (above[1] as number) + own;
    tied[0] = tied[1] = 0;
  }
  const [others, own] = above as [number, number];
  return own === 0 || others === 0 ? NaN : area / (own * others);
}
