import { hypergeometricSample } from './hypergeometricSample';
import { type SeededRandom } from './seededRandom';

/**
 * Draws `drawn` things without replacement from `pooled[k]` things of each kind, and puts how many of each kind came into
 * `into`: the multivariate hypergeometric distribution, kind after kind. O(kinds).
 */
export function drawCounts(random: SeededRandom, pooled: ArrayLike<number>, drawn: number, into: Float64Array): void {
  let total = 0;
  for (let k = 0; k < pooled.length; k++) total += pooled[k] as number;
  let left = drawn;
  for (let k = 0; k < pooled.length; k++) {
    const kind = pooled[k] as number;
    const count = kind === total ? left : hypergeometricSample(random, { total, marked: kind, drawn: left });
    into[k] = count;
    left -= count;
    total -= kind;
  }
}
