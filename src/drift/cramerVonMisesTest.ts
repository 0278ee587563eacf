import { cramerVonMisesP, cramerVonMisesPath, cramerVonMisesStatistic } from '../numeric/cramerVonMises';
import { numericTest } from './numericTest';

/**
 * "Could both sides be drawn from one distribution?" by the whole gap between the distribution functions, not the largest.
 * Evidently's `cramer_von_mises`, its own copy of SciPy's `cramervonmises_2samp`: exact where both sides have at most 20
 * values, else by the limit distribution, whose series ends at 1e-7 (a smaller p is noise).
 *
 * On purpose not as Evidently: its exact path fails for many sizes under NumPy 2 and rounds counts to 11 or 24 bits for
 * others (p is off by up to 0.002, as at 6 against 14 values); here it is SciPy's, exact.
 * Missing and infinite values are left out of each side by itself; tied values share their mean rank.
 */
export const cramerVonMisesTest = numericTest('cramer_von_mises', 'The Cramér–von Mises test', ({ pair, reference, current }) => {
  const [n, m] = [reference.count, current.count];
  if (Math.min(n, m) < 2) return { reason: 'The Cramér–von Mises test needs at least 2 values on each side.' };
  const { cramer } = pair.ranks();
  return {
    score: cramerVonMisesP(cramer, n, m),
    inputs: [
      { name: 'T', value: cramerVonMisesStatistic(cramer, n, m) },
      { name: 'p-value', value: cramerVonMisesPath(n, m) },
    ],
  };
});
