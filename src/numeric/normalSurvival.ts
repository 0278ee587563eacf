import { upperIncompleteGamma } from './incompleteGamma';

/**
 * How likely a standard normal variable is to be at least `z` away from 0, on either side: erfc(|z| / √2), which is
 * Q(½, z²/2). Keeps its relative accuracy in the tail, where 2 (1 - Φ(|z|)) cancels.
 */
export function normalTwoSidedSurvival(z: number): number {
  return upperIncompleteGamma(0.5, (z * z) / 2);
}
