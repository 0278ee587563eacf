const HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;
const EULER = 0.5772156649015329;
/** B(2k) / (2k (2k - 1)) for k = 1, 2, … */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];
/** ζ(k) - 1 for k = 2, 3, … */
const ZETA_LESS_ONE = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914, 0.008349277381922827,
  0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853, 0.0004941886041194645, 0.0002460865533080483, 0.00012271334757848915,
  6.124813505870483e-5, 3.058823630702049e-5, 1.528225940865187e-5, 7.637197637899763e-6, 3.81729326499984e-6, 1.908212716553939e-6,
  9.539620338727962e-7, 4.769329867878064e-7, 2.38450502727733e-7, 1.1921992596531106e-7, 5.960818905125948e-8, 2.980350351465228e-8,
  1.4901554828365043e-8, 7.45071178983543e-9, 3.725334024788457e-9, 1.862659723513049e-9, 9.313274324196682e-10, 4.656629065033784e-10,
];

/**
 * The natural logarithm of Γ(x) for x > 0, within 1e-14 relative, near its zeros 1 and 2 too: SciPy's `gammaln`.
 * Taylor's series at 2 between ½ and 2½; above 12 Stirling's (Abramowitz & Stegun 6.1.33 and 6.1.41); the recurrence
 * Γ(x + 1) = x Γ(x) leads there from elsewhere. O(1).
 */
export function logGamma(x: number): number {
  if (x === Infinity) return Infinity;
  if (x < 0.5) return logGammaOnePlus(x) - Math.log(x);
  if (x <= 1.5) return logGammaOnePlus(x - 1);
  if (x <= 2.5) return nearTwo(x - 2);
  let shifted = x;
  let product = 1;
  while (shifted < 12) product *= shifted++;
  return (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + stirlingRemainder(shifted) - Math.log(product);
}

/** log Γ(1 + z) for |z| ≤ ½, with relative accuracy near 0. */
export function logGammaOnePlus(z: number): number {
  return nearTwo(z) - Math.log1p(z);
}

/** log Γ(x) less its leading terms (x - ½) log x - x + ½ log 2π; for x of at least 12. */
export function stirlingRemainder(x: number): number {
  const inverse = 1 / x;
  const squared = inverse * inverse;
  let sum = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) sum = sum * squared + (STIRLING[k] as number);
  return sum * inverse;
}

/** log Γ(2 + w) = (1 - γ) w + Σ (-1)^k (ζ(k) - 1) w^k / k. */
function nearTwo(w: number): number {
  let sum = 0;
  for (let k = ZETA_LESS_ONE.length + 1; k >= 2; k--) sum = ((ZETA_LESS_ONE[k - 2] as number) / k - sum) * w;
  return w * (1 - EULER + sum);
}
