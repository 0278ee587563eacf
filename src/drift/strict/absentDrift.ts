import { withoutAbsent } from '../../base/withoutAbsent';
import { type ShareDrift, type StrictVerdict } from '../contract';
import { type Sample } from '../sample';
import { type Verdict } from '../verdict';
import { contingencyTest } from './contingencyTest';

/** A share of missing or infinite values that changed by less than one percentage point is no drift, however significant. */
const SMALL_CHANGE = 0.01;

/** The tests that both sides miss equally many values, and hold equally many infinite ones; none where neither does. */
export function absentDrifts(reference: Sample, current: Sample): Pick<StrictVerdict, 'missing' | 'infinite'> {
  return withoutAbsent({
    missing: shareDrift('missing', reference, current),
    infinite: shareDrift('infinite', reference, current),
  });
}

/** The verdict of a column that has finite values on one side only: its missing and infinite ones decide alone. */
export function absentVerdict(reference: Sample, current: Sample, threshold: number): Verdict | null {
  const { missing, infinite } = absentDrifts(reference, current);
  const first = infinite ?? missing;
  if (first === undefined) return null;
  const of = infinite === undefined ? 'missing' : 'infinite';
  const { path } = testOf(of, reference, current);
  const empty = infinite === undefined ? 'missing' : 'missing or infinite';
  return {
    method: path.startsWith('χ²') ? 'chisquare' : 'fisher_exact',
    score: first.adjustedP,
    threshold,
    drifted: null,
    severity: null,
    inputs: [
      { name: 'compared', value: of === 'missing' ? 'missing and present values' : 'infinite and other values' },
      { name: 'path', value: path },
    ],
    strict: { ...first, direction: null, ...(of === 'infinite' && missing !== undefined ? { missing } : {}) },
    note: `Every value in the ${reference.count === 0 ? 'reference' : 'current'} data is ${empty}: that alone is compared.`,
  };
}

function shareDrift(of: 'missing' | 'infinite', reference: Sample, current: Sample): ShareDrift | undefined {
  if (reference[of] === 0 && current[of] === 0) return undefined;
  const value = Math.abs(current[of] / current.rows - reference[of] / reference.rows);
  return {
    adjustedP: testOf(of, reference, current).p,
    effect: { name: `change of the ${of} share`, value, threshold: SMALL_CHANGE },
  };
}

function testOf(of: 'missing' | 'infinite', reference: Sample, current: Sample): ReturnType<typeof contingencyTest> {
  return contingencyTest([reference[of], reference.rows - reference[of]], [current[of], current.rows - current[of]]);
}
