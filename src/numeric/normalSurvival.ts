import { lowerIncompleteGamma, upperIncompleteGamma } from './incompleteGamma';

/**
 * How likely a standard normal variable is to be at least `z` away from 0, on either side: erfc(|z| / √2), which is
 * Q(½, z²/2). Keeps its relative accuracy in the tail, where 2 (1 - Φ(|z|)) cancels.
 */
export function normalTwoSidedSurvival(z: number): number {
  return upperIncompleteGamma(0.5, (z * z) / 2);
}

/** How likely it is to exceed `z`: SciPy's `norm.sf`, within 1e-12 relative into the upper tail. 0 and 1 at ±∞. */
export function normalSurvival(z: number): number {
  return z < 0 ? 0.5 + lowerIncompleteGamma(0.5, (z * z) / 2) / 2 : normalTwoSidedSurvival(z) / 2;
}
