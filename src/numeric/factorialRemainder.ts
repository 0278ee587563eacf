import { logGamma, stirlingRemainder } from './logGamma';

const SMALL = 12;
const SMALL_REMAINDERS = Float64Array.from({ length: SMALL }, (_, n) =>
  n === 0 ? 0 : logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - Math.log(2 * Math.PI) / 2,
);

/** log n! less Stirling's leading terms (n + ½) log n - n + ½ log 2π, for a whole n ≥ 1: what is left of n! in a deviance. O(1). */
export function factorialRemainder(n: number): number {
  return n < SMALL ? (SMALL_REMAINDERS[n] as number) : stirlingRemainder(n);
}
