import { studentTwoSidedSurvival } from './studentTwoSidedSurvival';

/** What the t test needs of a sample. */
export interface SampleMoments {
  readonly count: number;
  readonly mean: number;
  /** Σ (x - mean)². */
  readonly squares: number;
}

export interface StudentTest {
  /** ±∞ where neither side varies. */
  readonly t: number;
  readonly degrees: number;
  readonly p: number;
}

/**
 * Student's two-sided two-sample t test with one variance for both sides: SciPy's `ttest_ind(a, b)`. Null where it is not
 * defined: less than 3 values together, or the same constant on both sides. O(1).
 */
export function studentTwoSample(a: SampleMoments, b: SampleMoments): StudentTest | null {
  const degrees = a.count + b.count - 2;
  const gap = a.mean - b.mean;
  const squares = a.squares + b.squares;
  if (degrees < 1 || (squares === 0 && gap === 0)) return null;
  const t = gap / Math.sqrt((squares / degrees) * (1 / a.count + 1 / b.count));
  return { t, degrees, p: studentTwoSidedSurvival(t, degrees) };
}
