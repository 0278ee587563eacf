import { hypergeometricSample } from './hypergeometricSample';
import { type SeededRandom } from './seededRandom';
import { sum } from './sum';

/**
 * Draws `drawn` things without replacement from `pooled[k]` things of each kind, and puts how many of each kind came into
 * `into`: the multivariate hypergeometric distribution, kind after kind. O(kinds).
 */
export function drawCounts(random: SeededRandom, pooled: ArrayLike<number>, drawn: number, into: Float64Array): void {
  let total = sum(pooled);
  let left = drawn;
  for (let k = 0; k < pooled.length; k++) {
    const kind = pooled[k] as number;
    let count: number;
    if (kind === 1) count = Number(random.uint32() * 2 ** -32 * total < left);
    else count = kind === total ? left : hypergeometricSample(random, total, kind, left);
    into[k] = count;
    left -= count;
    total -= kind;
  }
}
