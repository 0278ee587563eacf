import { type DriftMethod, driftMethods } from '../../../src/domain/driftMethod';
import { type TestOutcome } from '../../../src/drift/driftTest';
import { driftTests } from '../../../src/drift/driftTests';
import { takeSample } from '../../../src/drift/sample';
import { SamplePair } from '../../../src/drift/samplePair';
import { mannWhitneyTwoSided } from '../../../src/numeric/mannWhitney';

/** Evidently's tests of numbers, and SciPy's two-sided Mann–Whitney test. */
export type NumberMethod = DriftMethod | 'mannw_two_sided';

/** Those whose scores are compared digit by digit: all but the permutation test. */
export const RANKED: readonly NumberMethod[] = [
  'ks',
  'wasserstein',
  'ed',
  'anderson',
  'cramer_von_mises',
  'es',
  'mannw',
  'mannw_two_sided',
  't_test',
];

/** Below it SciPy's p-values are 0 or rounding. */
const SMALLEST_P = 1e-290;

/** Both sides of a numeric column of doubles. */
export function pairOf(reference: readonly number[], current: readonly number[]): SamplePair {
  const sampleOf = (values: readonly number[]) =>
    takeSample({ name: 'x', storage: 'numbers', kind: 'double', values: Float64Array.from(values), missing: 0 });
  return new SamplePair(sampleOf(reference), sampleOf(current), 'numeric');
}

/** What our test of that name says. */
export function outcome(method: NumberMethod, pair: SamplePair): TestOutcome {
  if (method !== 'mannw_two_sided') return driftTests.get(method)?.score(pair) ?? { reason: 'No such test.' };
  const { u, ties } = pair.ranks();
  return { score: mannWhitneyTwoSided({ u, ties, n: pair.reference.count, m: pair.current.count }), inputs: [] };
}

/** How much of the tolerance a difference takes: at most 1 is agreement. */
export function shareOfTolerance(method: NumberMethod, ours: number, theirs: number): number {
  const gap = Math.abs(ours - theirs);
  if (gap === 0 || Math.max(ours, theirs) < SMALLEST_P) return 0;
  if (method === 'cramer_von_mises') return gap / 1e-6;
  if (method !== 'mannw_two_sided' && driftMethods[method].score === 'distance')
    return gap / Math.max(1e-12 + 1e-9 * theirs, theirs < 1e-6 ? 1e-7 * theirs : 0);
  return gap / ((theirs > 1e-8 ? 1e-6 : 1e-3) * theirs);
}
