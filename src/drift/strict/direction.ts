import { mannWhitneyTwoSided } from '../../numeric/mannWhitney';
import { type StrictVerdict } from '../contract';
import { type SamplePair } from '../samplePair';

/**
 * "Are the current values higher or lower?" by the two-sided Mann–Whitney test, exact for few values without ties; null
 * where it is not significant, as when only the spread changed. Both sides must be numbers. O(n + m) once a pair.
 */
export function direction(pair: SamplePair, significance: number): StrictVerdict['direction'] {
  const { u, ties } = pair.ranks();
  const [n, m] = [pair.reference.count, pair.current.count];
  if (mannWhitneyTwoSided({ u, ties, n, m }) > significance) return null;
  // U counts the pairs in which the reference's value is the higher one.
  return u < (n * m) / 2 ? 'higher' : 'lower';
}
