const HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;
/** B(2k) / (2k (2k - 1)) for k = 1, 2, … */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];

/**
 * The natural logarithm of Γ(x) for x > 0, within 1e-14·max(1, |log Γ(x)|).
 * Stirling's series (Abramowitz & Stegun 6.1.41) above 12, reached by the recurrence Γ(x + 1) = x Γ(x). O(1).
 */
export function logGamma(x: number): number {
  let shifted = x;
  let product = 1;
  while (shifted < 12) product *= shifted++;
  return (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + stirlingRemainder(shifted) - Math.log(product);
}

/** log Γ(x) less its leading terms (x - ½) log x - x + ½ log 2π; for x of at least 12. */
export function stirlingRemainder(x: number): number {
  const inverse = 1 / x;
  const squared = inverse * inverse;
  let sum = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) sum = sum * squared + (STIRLING[k] ?? 0);
  return sum * inverse;
}
