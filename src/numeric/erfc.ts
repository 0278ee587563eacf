import { lowerIncompleteGamma, upperIncompleteGamma } from './incompleteGamma';

/** The complementary error function 1 - erf(x), within 1e-12 relative into the upper tail: Q(½, x²), SciPy's `erfc`. */
export function erfc(x: number): number {
  return x < 0 ? 1 + lowerIncompleteGamma(0.5, x * x) : upperIncompleteGamma(0.5, x * x);
}
