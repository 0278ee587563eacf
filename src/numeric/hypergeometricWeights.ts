/** What may be drawn: of `total` things `marked` are marked, and `drawn` are drawn without replacement. */
export interface Urn {
  readonly total: number;
  readonly marked: number;
  readonly drawn: number;
}

/** How likely each number of marked things is, in proportion: the k-th weight belongs to `first + k`. */
export interface HypergeometricWeights {
  readonly first: number;
  readonly weights: Float64Array;
  readonly sum: number;
}

/**
 * The hypergeometric distribution, by the ratio of neighbours from its mode outwards: relative accuracy about
 * 1e-16 times the distance from the mode, far into the tails, without logarithms. O(deviation × 40).
 *
 * @param negligible weights below this share of the largest are left out; as given, those that no double can hold
 */
export function hypergeometricWeights({ total, marked, drawn }: Urn, negligible = 1e-320): HypergeometricWeights {
  const least = Math.max(0, drawn + marked - total);
  const most = Math.min(drawn, marked);
  const mode = Math.min(most, Math.max(least, Math.floor(((drawn + 1) * (marked + 1)) / (total + 2))));
  const below: number[] = [];
  for (let k = mode, weight = 1; k > least; k--) {
    weight *= (k * (total - marked - drawn + k)) / ((marked - k + 1) * (drawn - k + 1));
    if (weight < negligible) break;
    below.push(weight);
  }
  const above: number[] = [1];
  for (let k = mode, weight = 1; k < most; k++) {
    weight *= ((marked - k) * (drawn - k)) / ((k + 1) * (total - marked - drawn + k + 1));
    if (weight < negligible) break;
    above.push(weight);
  }
  const weights = Float64Array.from([...below.reverse(), ...above]);
  return { first: mode - below.length, weights, sum: weights.reduce((sum, weight) => sum + weight, 0) };
}
