import { failure, type Result, success } from '../../base/result';
import { type DetectorSetup } from '../../domain/detectorParameters';
import { type DetectedChange, type StreamShape } from '../contract';
import { createDetector } from './createDetector';
import { StreamRecorder } from './streamRecorder';

/** A stream and the detector that watches it: what a worker is given. NaN is a missing value. */
export interface DetectTask {
  readonly values: Float64Array;
  readonly setup: DetectorSetup;
  readonly seed: number;
}

export interface StreamFindings {
  readonly detections: readonly number[];
  readonly warnings: readonly number[];
  readonly skipped: number;
  readonly changes: readonly DetectedChange[];
  readonly stream: StreamShape;
}

/**
 * "When did what makes these errors or losses change?" Feeds the values to the detector in their order, missing and infinite
 * ones left out. Fails where a value is none that the detector is made for, and where there were too few values to say
 * anything at all: that is not the same as "no change". O(n) but for KSWIN, which sorts two samples a value.
 */
export function detectChanges({ values, setup, seed }: DetectTask): Result<StreamFindings> {
  const wrong = firstWrong(values, setup);
  if (wrong !== null) return failure('invalid', wrong.message, { nextStep: wrong.nextStep });
  const detector = createDetector(setup, seed);
  const recorder = new StreamRecorder(values.length);
  let hasJudged = false;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? NaN;
    if (!Number.isFinite(value)) {
      recorder.skip();
      continue;
    }
    detector.update(value);
    recorder.record(row, value, detector);
    hasJudged ||= detector.hasJudged;
  }
  if (!hasJudged) return tooFew(setup, values.length - recorder.skipped);
  return success(recorder.findings());
}

function tooFew({ detector }: DetectorSetup, count: number): Result<never> {
  const few = count === 1 ? 'one value is' : `${count} values are`;
  const because = detector === 'eddm' ? ', which waits for more errors than its warm_start' : '';
  return failure('invalid', `Whether there is a change cannot be said: ${few} too few for ${detector}${because}.`, {
    nextStep: 'Give more rows, or parameters that need fewer.',
  });
}

interface Wrong {
  readonly message: string;
  readonly nextStep: string;
}

/** The first value that a detector of errors does not take. */
function firstWrong(values: Float64Array, { detector }: DetectorSetup): Wrong | null {
  const kind = KINDS[detector];
  if (kind === undefined) return null;
  const row = values.findIndex(value => Number.isFinite(value) && !kind.takes(value));
  if (row < 0) return null;
  return {
    message: `${detector} takes ${kind.words}; row ${row} holds ${values[row]}.`,
    nextStep: 'Use adwin, page_hinkley or kswin for values of any size.',
  };
}

const ERRORS = { words: 'errors, 1, and right answers, 0', takes: (value: number): boolean => value === 0 || value === 1 };
const SHARES = { words: 'values from 0 to 1', takes: (value: number): boolean => value >= 0 && value <= 1 };
const KINDS: Readonly<Partial<Record<DetectorSetup['detector'], typeof ERRORS>>> = {
  ddm: ERRORS,
  eddm: ERRORS,
  hddm_a: SHARES,
  hddm_w: SHARES,
};
