const HALF_PI_ROOT = Math.sqrt(Math.PI / 2);
/** Terms beyond this one are below the last digit wherever the formula is used. */
const TERMS = 20;

/**
 * P(D < x) for the two-sided one-sample Kolmogorov–Smirnov statistic of n values, for large n: the expansion of
 * Pelz & Good (1976) in powers of 1/√n up to n^-3/2, in the form of Simard & L'Ecuyer (2011). O(1).
 */
export function pelzGood(n: number, x: number): number {
  const z = x * Math.sqrt(n);
  const z2 = z * z;
  const z4 = z2 * z2;
  const z6 = z4 * z2;
  let k0 = 0;
  let k1 = 0;
  let k2 = 0;
  let k3 = 0;
  for (let k = TERMS; k >= 0; k--) {
    const q = Math.PI ** 2 * (k + 0.5) ** 2;
    const weight = 2 * Math.exp(-q / (2 * z2));
    k0 += weight;
    k1 += weight * (q - z2);
    k2 += weight * (6 * z6 + 2 * z4 + q * (2 * z4 - 5 * z2) + q * q * (1 - 2 * z2));
    k3 += weight * (q ** 3 * (5 - 30 * z2) + q * q * (-60 * z2 + 212 * z4) + q * (135 * z4 - 96 * z6) - (30 * z6 + 90 * z4 * z4));
  }
  let k2Even = 0;
  let k3Even = 0;
  for (let k = TERMS; k >= 1; k--) {
    const q = Math.PI ** 2 * k * k;
    const weight = 2 * Math.exp(-q / (2 * z2));
    k2Even += weight * q;
    k3Even += weight * (3 * q * z2 - q * q);
  }
  const first = (HALF_PI_ROOT / z) * k0;
  const second = (HALF_PI_ROOT / (6 * z4)) * k1;
  const third = (HALF_PI_ROOT / (72 * z6 * z)) * k2 - (HALF_PI_ROOT / (36 * z * z2)) * k2Even;
  const fourth = (HALF_PI_ROOT / (6480 * z6 * z4)) * k3 + (HALF_PI_ROOT / (216 * z6)) * k3Even;
  return first + second / Math.sqrt(n) + third / n + fourth / (n * Math.sqrt(n));
}
