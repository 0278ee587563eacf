import { type RankedRows } from './rankedRows';
import { type RowWeights } from './rowWeights';

/**
 * The area under the ROC curve: how likely a row of the class scores above one that is not, ties counting half.
 * scikit-learn 1.9's `roc_auc_score`. NaN unless there are rows of both kinds. O(rows).
 */
export function rocAuc({ order, positive, endsTie }: RankedRows, weights: RowWeights): number {
  let area = 0;
  let own = 0;
  let others = 0;
  let tiedOwn = 0;
  let tied = 0;
  for (let place = 0; place < order.length; place++) {
    const weight = weights === null ? 1 : (weights[order[place] as number] as number);
    // By a product: of which kind the next row is cannot be guessed, and a wrong guess costs more.
    tiedOwn += weight * (positive[place] as number);
    tied += weight;
    if (endsTie[place] === 0) continue;
    area += (tied - tiedOwn) * (own + tiedOwn / 2);
    own += tiedOwn;
    others += tied - tiedOwn;
    tiedOwn = tied = 0;
  }
  return own === 0 || others === 0 ? NaN : area / (own * others);
}
