import { logGamma, stirlingRemainder } from './logGamma';

const EPSILON = 2 ** -53;
const SMALLEST = 1e-300;

/**
 * The regularized upper incomplete gamma function Q(a, x) = Γ(a, x) / Γ(a), for a > 0 and x ≥ 0, with relative accuracy
 * in the upper tail too. Series below x = a + 1, Lentz's continued fraction above (Numerical Recipes 6.2). O(√a + x).
 */
export function upperIncompleteGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
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
  const gap = (x - a) / a;
  return Math.exp(-a * gapLessLog(gap) - stirlingRemainder(a)) * Math.sqrt(a / (2 * Math.PI));
}

/** t - log(1 + t), by its series where the two nearly cancel. */
function gapLessLog(t: number): number {
  if (Math.abs(t) > 0.1) return t - Math.log1p(t);
  let power = t * t;
  let sum = 0;
  for (let k = 2; Math.abs(power) > EPSILON * t * t * 0.01; k++) {
    sum += (k % 2 === 0 ? power : -power) / k;
    power *= t;
  }
  return sum;
}
