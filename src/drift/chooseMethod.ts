import { type DriftMethod } from '../domain/driftMethod';

/** The reference size up to which Evidently uses significance tests; above, distances. */
const TESTS_UP_TO = 1000;
/** A numeric column with at most this many distinct values is treated as categories. */
const FEW_NUMBERS = 5;

/**
 * Evidently's default method for a column.
 *
 * @param referenceCount values of the reference after cleaning: only this side decides
 * @param unique distinct values of both sides together
 */
export function chooseMethod(type: 'numeric' | 'categorical', referenceCount: number, unique: number): DriftMethod {
  const continuous = type === 'numeric' && unique > FEW_NUMBERS;
  if (referenceCount > TESTS_UP_TO) return continuous ? 'wasserstein' : 'jensenshannon';
  if (continuous) return 'ks';
  return unique > 2 ? 'chisquare' : 'z';
}
