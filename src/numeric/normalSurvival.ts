import { erfc } from './erfc';

/**
 * How likely a standard normal variable is to be at least `z` away from 0, on either side. Keeps its relative accuracy in
 * the tail, where 2 (1 - Φ(|z|)) cancels.
 */
export function normalTwoSidedSurvival(z: number): number {
  return erfc(Math.abs(z) * Math.SQRT1_2);
}

/** How likely it is to exceed `z`: SciPy's `norm.sf`, within 1e-12 relative into the upper tail. 0 and 1 at ±∞. */
export function normalSurvival(z: number): number {
  return erfc(z * Math.SQRT1_2) / 2;
}
