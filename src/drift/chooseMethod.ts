import { type DriftMethod, driftMethods } from '../domain/driftMethod';
import { type SamplePair } from './samplePair';

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
export function chooseMethod(type: SamplePair['type'], referenceCount: number, unique: number): DriftMethod {
  if (type === 'text') return referenceCount > TESTS_UP_TO ? 'abs_text_content_drift' : 'perc_text_content_drift';
  const continuous = type === 'numeric' && unique > FEW_NUMBERS;
  if (referenceCount > TESTS_UP_TO) return continuous ? 'wasserstein' : 'jensenshannon';
  if (continuous) return 'ks';
  return unique > 2 ? 'chisquare' : 'z';
}

/**
 * Why a method that was asked for by name cannot compare columns of this type, with those that can; null if it can.
 * Evidently checks this for named methods alone: its default uses `chisquare` and `z` for numbers with few values too.
 */
export function wrongMethod(method: DriftMethod, type: SamplePair['type']): string | null {
  if (driftMethods[method].types.includes(type)) return null;
  const allowed = Object.entries(driftMethods).filter(([, facts]) => facts.types.includes(type));
  return `The method ${method} is not for ${type} columns; those for them are ${allowed.map(([name]) => name).join(', ')}.`;
}
