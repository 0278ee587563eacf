import { incompleteBeta } from './incompleteBeta';

/**
 * How likely a variable of Fisher's F distribution with `first` and `second` degrees of freedom is to be above `f` ≥ 0:
 * SciPy's `f.sf(f, first, second)`, within 1e-12 relative into the tail. 0 for an infinite f.
 */
export function fisherFSurvival(f: number, first: number, second: number): number {
  if (f === Infinity) return 0;
  const scaled = first * f;
  return incompleteBeta(second / 2, first / 2, second / (second + scaled), scaled / (second + scaled));
}
