import { type DriftMethod } from '../../domain/driftMethod';

/** Why values of which there is only a sketch are not compared as categories are. */
export const UNCOUNTED = { reason: 'The profile has only a sketch of this column: its values cannot be counted one by one.' };

/** Why a test that has no error bound is not made of a sketch. */
export function needsValues(method: DriftMethod): { readonly reason: string } {
  const why = `The profile has only a sketch of this column, and the test ${method} needs its values.`;
  return { reason: `${why} Choose cramer_von_mises, anderson or ks.` };
}
