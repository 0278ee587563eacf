import { incompleteBeta } from './incompleteBeta';

/**
 * How likely a variable of the F distribution is to exceed `f` ≥ 0: SciPy's `f.sf(f, degrees1, degrees2)`, within 1e-12
 * relative into the tail. 0 for an infinite f.
 */
export function fisherSnedecorSurvival(f: number, degrees1: number, degrees2: number): number {
  if (f === Infinity) return 0;
  const total = degrees1 * f + degrees2;
  return incompleteBeta(degrees2 / 2, degrees1 / 2, degrees2 / total, (degrees1 * f) / total);
}
