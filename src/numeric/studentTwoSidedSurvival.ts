import { incompleteBeta } from './incompleteBeta';

/**
 * How likely a Student variable with `degrees` degrees of freedom is to be at least `t` away from 0, on either side:
 * twice SciPy's `t.sf(|t|, degrees)`, within 1e-12 relative into the tail. 0 for an infinite t.
 */
export function studentTwoSidedSurvival(t: number, degrees: number): number {
  const square = t * t;
  if (square === Infinity) return 0;
  return incompleteBeta(degrees / 2, 0.5, degrees / (degrees + square), square / (degrees + square));
}
