const HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;
const EULER = 0.5772156649015329;
/** B(2k) / (2k (2k - 1)) for k = 1, 2, … */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];
/** ζ(k) - 1 for k = 2, 3, … */
const ZETA_LESS_ONE = [
  0.6449340668482264365, 0.2020569031595942854, 0.08232323371113819152, 0.03692775514336992633, 0.01734306198444913971,
  0.00834927738192282684, 0.004077356197944339379, 0.002008392826082214418, 0.0009945751278180853371, 0.0004941886041194645587,
  0.0002460865533080482986, 0.0001227133475784891468, 0.00006124813505870482926, 0.00003058823630702049355, 0.00001528225940865187173,
  7.637197637899762274e-6, 3.817293264999839856e-6, 1.908212716553938926e-6, 9.539620338727961132e-7, 4.769329867878064631e-7,
  2.3845050272773299e-7, 1.192199259653110731e-7, 5.960818905125947961e-8, 2.980350351465228019e-8, 1.490155482836504123e-8,
  7.450711789835429492e-9, 3.725334024788457055e-9, 1.862659723513049006e-9, 9.313274324196681829e-10, 4.656629065033784073e-10,
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
