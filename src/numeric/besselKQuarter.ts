import { logGamma } from './logGamma';

const ORDER = 0.25;
const EPSILON = 2 ** -54;

/**
 * The modified Bessel function of the second kind K_¼(x) for x > 0, within 1e-13 relative: SciPy's `kv(0.25, x)`.
 * The two power series below 1, Temme's continued fraction above (Numerical Recipes 6.6). O(1).
 */
export function besselKQuarter(x: number): number {
  if (x < 1) return (Math.PI / (2 * Math.sin(ORDER * Math.PI))) * (firstKind(-ORDER, x) - firstKind(ORDER, x));
  return (Math.sqrt(Math.PI / (2 * x)) * Math.exp(-x)) / steedSum(x);
}

/** I of an order: Σ (x/2)^(2k + order) / (k! Γ(k + order + 1)). */
function firstKind(order: number, x: number): number {
  const square = (x * x) / 4;
  let term = (x / 2) ** order / Math.exp(logGamma(order + 1));
  let sum = term;
  for (let k = 1; term > EPSILON * sum; k++) {
    term *= square / (k * (k + order));
    sum += term;
  }
  return sum;
}

/** Steed's evaluation of the continued fraction, with the normalizing sum beside it. */
function steedSum(x: number): number {
  const first = 0.25 - ORDER * ORDER;
  let b = 2 * (1 + x);
  let d = 1 / b;
  let delta = d;
  let previous = 0;
  let current = 1;
  let q = first;
  let c = first;
  let a = -first;
  let sum = 1 + q * delta;
  for (let k = 2; k < 10_000; k++) {
    a -= 2 * (k - 1);
    c = (-a * c) / k;
    const next = (previous - b * current) / a;
    previous = current;
    current = next;
    q += c * next;
    b += 2;
    d = 1 / (b + a * d);
    delta = (b * d - 1) * delta;
    sum += q * delta;
    if (Math.abs(q * delta) < Math.abs(sum) * EPSILON) break;
  }
  return sum;
}
