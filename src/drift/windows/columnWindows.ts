import { type Column } from '../../domain/column';
import { type DriftColumn } from '../contract';
import { type Sample, takeSample } from '../sample';
import { type SamplePair } from '../samplePair';
import { type VerdictOutcome } from '../verdict';
import { compareWindow, settleWindows } from './compareWindow';
import { type TimeWindows } from './timeWindows';
import { type NoiseOfWindow } from './windowNoise';

interface WindowsToCompare {
  readonly windows: TimeWindows;
  /** The current column's rows by window; their arrays are taken over. */
  readonly parts: readonly Column[];
  /** The whole reference with a window in the place of the current data. */
  readonly pair: (window: Sample) => SamplePair;
  readonly type: SamplePair['type'];
  /** The column's own test, with the method that the whole column had. */
  readonly judge: (pair: SamplePair) => VerdictOutcome;
  readonly noise: NoiseOfWindow;
}

/** Every window of a column against the whole reference. O(windows × reference). */
export function columnWindows({
  windows,
  parts,
  pair,
  type,
  judge,
  noise,
}: WindowsToCompare): Pick<DriftColumn, 'windows' | 'firstDrifted'> {
  return settleWindows(
    parts.map((part, place) => {
      const sample = takeSample(part);
      const range = windows.ranges[place] ?? { from: 0, to: 0 };
      const both = pair(sample);
      return compareWindow({ range, sample, type, judge: () => judge(both), noise: verdict => noise(both, verdict) });
    }),
  );
}
