import { type ColumnWindow } from '../../domain/columnWindow';
import { type DriftProfile } from '../contract';
import { isWithinNoise } from '../profile/profiledNoise';
import { scoreNoise } from '../rowNoise';
import { type SamplePair } from '../samplePair';
import { type SamplingNoise } from '../samplingNoise';
import { type Verdict } from '../verdict';

/** Windows whose numbers of values are in one step have one noise. */
const STEP = Math.log(1.05);

/** What a window's score would be by chance, given the window in the place of the current data. */
export type NoiseOfWindow = (pair: SamplePair, verdict: Pick<Verdict, 'method' | 'score'>) => Pick<ColumnWindow, 'noise' | 'withinNoise'>;

/**
 * The sampling noise of a column's windows. It depends on how many values a window has and hardly on which, as the reference is
 * the larger part of both together: windows with the same number of values, within 5 %, have that of the first of them. So
 * hundreds of windows cost what a few do.
 *
 * @param tells whether what the noise rests on is known of a pair
 */
export function noiseOfWindows(profile: DriftProfile, tells: (pair: SamplePair) => boolean = () => true): NoiseOfWindow {
  const known = new Map<number, SamplingNoise | null>();
  return (pair, { method, score }) => {
    if (method === null || score === null) return { noise: null, withinNoise: null };
    const size = sizeOfWindow(pair.current.count);
    if (!known.has(size) && !tells(pair)) return { noise: null, withinNoise: null };
    const found = known.has(size) ? (known.get(size) ?? null) : scoreNoise(method, pair, profile);
    known.set(size, found);
    if (found === null) return { noise: null, withinNoise: null };
    return { noise: found.noise, withinNoise: isWithinNoise(found, score, pair.errorBound(method)) };
  };
}

/** The same of windows that have about as many values. */
export function sizeOfWindow(values: number): number {
  return Math.round(Math.log(Math.max(1, values)) / STEP);
}
