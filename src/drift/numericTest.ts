import { type DriftMethod } from '../domain/driftMethod';
import { type DriftTest, type TestOutcome } from './driftTest';
import { type NumberSample } from './sample';
import { type SamplePair } from './samplePair';

/** Both sides of a column of numbers: cleaned, sorted and not empty. */
export interface NumberPair {
  readonly pair: SamplePair;
  readonly reference: NumberSample;
  readonly current: NumberSample;
}

/**
 * A test of numbers; a side that holds text is the reason for no score.
 *
 * @param name as it stands in that reason, like "The energy distance"
 */
export function numericTest(method: DriftMethod, name: string, score: (numbers: NumberPair) => TestOutcome): DriftTest {
  return {
    method,
    score: pair => {
      const numbers = pair.numbers();
      return numbers === null ? { reason: `${name} needs numbers on both sides.` } : score({ pair, ...numbers });
    },
  };
}
