import { type RankedRows } from './rankedRows';
import { type RowWeights } from './rowWeights';

/**
 * The area under the precision–recall curve as the sum of precision times gain in recall over the distinct scores,
 * without interpolation: scikit-learn 1.9's `average_precision_score`. NaN where no row is of the class, which
 * scikit-learn calls 0 with a warning. O(rows).
 */
export function averagePrecision({ order, positive, endsTie }: RankedRows, weights: RowWeights): number {
  let sum = 0;
  let seen = 0;
  let found = 0;
  let gained = 0;
  for (let place = 0; place < order.length; place++) {
    const weight = weights === null ? 1 : (weights[order[place] as number] as number);
    seen += weight;
    // By a product, as in `rocAuc`.
    gained += weight * (positive[place] as number);
    if (endsTie[place] === 0) continue;
    found += gained;
    if (seen > 0) sum += (gained * found) / seen;
    gained = 0;
  }
  return found === 0 ? NaN : sum / found;
}
