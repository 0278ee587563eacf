/**
 * t - log(1 + t) for t > -1, with relative accuracy where the two nearly cancel: with r = t / (2 + t) it is
 * r t - 2 (r³/3 + r⁵/5 + …) (Abramowitz & Stegun 4.1.27). ∞ at -1. O(1).
 */
export function log1pRemainder(t: number): number {
  if (t <= -1) return Infinity;
  if (t < -0.7 || t > 1) return t - Math.log1p(t);
  const r = t / (2 + t);
  const square = r * r;
  let power = r * square;
  let sum = 0;
  for (let k = 3; Math.abs(power) > 1e-18 * t * t; k += 2) {
    sum += power / k;
    power *= square;
  }
  return r * t - 2 * sum;
}
