import { type StrictVerdict } from '../contract';
import { type Sample } from '../sample';
import { type Verdict } from '../verdict';
import { contingencyTest } from './contingencyTest';

/** A share of missing values that changed by less than one percentage point is no drift, however significant. */
const SMALL_CHANGE = 0.01;

/** The test that both sides miss equally many values, by their counts; undefined where neither misses any. */
export function missingDrift(reference: Sample, current: Sample): StrictVerdict['missing'] {
  if (reference.missing === 0 && current.missing === 0) return undefined;
  const value = Math.abs(current.missing / current.rows - reference.missing / reference.rows);
  return { adjustedP: testOf(reference, current).p, effect: { name: 'change of the missing share', value, threshold: SMALL_CHANGE } };
}

/** The verdict of a column that has values on one side only: its missing values decide alone. */
export function missingVerdict(reference: Sample, current: Sample, threshold: number): Verdict | null {
  const missing = missingDrift(reference, current);
  if (missing === undefined) return null;
  const { path } = testOf(reference, current);
  return {
    method: path.startsWith('χ²') ? 'chisquare' : 'fisher_exact',
    score: missing.adjustedP,
    threshold,
    drifted: null,
    severity: null,
    inputs: [
      { name: 'compared', value: 'missing and present values' },
      { name: 'path', value: path },
    ],
    strict: { ...missing, direction: null },
    note: `Every value in the ${reference.count === 0 ? 'reference' : 'current'} data is missing: that alone is compared.`,
  };
}

function testOf(reference: Sample, current: Sample): ReturnType<typeof contingencyTest> {
  return contingencyTest([reference.missing, reference.rows - reference.missing], [current.missing, current.rows - current.missing]);
}
