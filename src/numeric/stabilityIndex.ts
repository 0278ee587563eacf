/**
 * The population stability index Σ (p - q) log(p / q) of two lists of shares, none of which may be 0. Symmetric; it does
 * not scale the shares to sum 1. O(bins).
 * @param times how many bins have the shares at each place; absent: one
 */
export function stabilityIndex(p: ArrayLike<number>, q: ArrayLike<number>, times?: ArrayLike<number>): number {
  let index = 0;
  for (let k = 0; k < p.length; k++) {
    const a = p[k] as number;
    const b = q[k] as number;
    index += (times?.[k] ?? 1) * (a - b) * Math.log(a / b);
  }
  return index;
}
