import { log1pRemainder } from './log1pRemainder';
import { logGamma, logGammaOnePlus, stirlingRemainder } from './logGamma';

const EPSILON = 2 ** -53;
const SMALLEST = 1e-300;

/**
 * The regularized upper incomplete gamma function Q(a, x) = Γ(a, x) / Γ(a), for a > 0 and x ≥ 0, within 1e-12 relative in
 * the upper tail too: SciPy's `gammaincc`. Series below x = a + 1, Lentz's continued fraction above (Numerical Recipes 6.2).
 * O(√a) terms.
 */
export function upperIncompleteGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  if (x >= a + 1) return upperFraction(a, x);
  return a < 0.5 && x < 1 ? upperOfSmall(a, x) : 1 - lowerSeries(a, x);
}

/** The regularized lower one, P(a, x) = 1 - Q(a, x), within 1e-12 relative in the lower tail too: SciPy's `gammainc`. O(√a) terms. */
export function lowerIncompleteGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  if (x === Infinity) return 1;
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * EPSILON; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return (sum * density(a, x)) / a;
}

/** Q is near 0 where a is, and 1 - P would cancel: 1 - x^a / Γ(a + 1) · (1 + a Σ (-x)^k / ((a + k) k!)). */
function upperOfSmall(a: number, x: number): number {
  const logScale = a * Math.log(x) - logGammaOnePlus(a);
  let power = 1;
  let sum = 0;
  for (let k = 1; Math.abs(power) > EPSILON * x; k++) {
    power *= -x / k;
    sum += power / (a + k);
  }
  return -Math.expm1(logScale) - Math.exp(logScale) * a * sum;
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / SMALLEST;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < 100_000; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / awayFromZero(numerator * d + b);
    c = awayFromZero(b + numerator / c);
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) <= 2 * EPSILON) break;
  }
  return fraction * density(a, x);
}

function awayFromZero(value: number): number {
  return Math.abs(value) < SMALLEST ? SMALLEST : value;
}

/** x^a e^-x / Γ(a), without cancellation where a and x are both large. */
function density(a: number, x: number): number {
  if (a < 12) return Math.exp(a * Math.log(x) - x - logGamma(a));
  return Math.exp(-a * log1pRemainder((x - a) / a) - stirlingRemainder(a)) * Math.sqrt(a / (2 * Math.PI));
}
