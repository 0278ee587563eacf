import { type SampleMoments, studentTwoSample } from '../numeric/studentTwoSample';
import { numericTest } from './numericTest';
import { type NumberSample } from './sample';

/**
 * "Do both sides have the same mean?" Evidently's `t_test`: SciPy's two-sided `ttest_ind`, Student's test with one variance
 * for both sides. p is 0 where both sides are constants that differ.
 *
 * Missing and infinite values are left out of each side by itself. Not defined for fewer than 3 values together and for the
 * same constant on both sides, where Evidently gives NaN and "no drift". float32 values are summed in double here, in
 * float32 there, so that p differs: from about the 6th digit on near 0, by a quarter at values a million times their spread.
 */
export const studentTest = numericTest('t_test', "Student's t test", ({ reference, current }) => {
  if (reference.count + current.count < 3) return { reason: "Student's t test needs at least 3 values on both sides together." };
  const test = studentTwoSample(momentsOf(reference), momentsOf(current));
  if (test === null) return { reason: "There is only one value on both sides: Student's t test needs at least two." };
  return {
    score: test.p,
    inputs: [
      { name: 't', value: Number.isFinite(test.t) ? test.t : 'infinite' },
      { name: 'degrees of freedom', value: test.degrees },
      { name: 'mean of the reference', value: reference.mean },
      { name: 'mean of the current data', value: current.mean },
    ],
  };
});

/** A constant has no variance, whatever rounding made of it. */
function momentsOf({ count, unique, mean, deviation, sorted }: NumberSample): SampleMoments {
  return unique === 1 ? { count, mean: sorted[0] ?? mean, squares: 0 } : { count, mean, squares: count * deviation * deviation };
}
