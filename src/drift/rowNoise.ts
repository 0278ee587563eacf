import { type DriftMethod } from '../domain/driftMethod';
import { type DriftColumn, type DriftProfile } from './contract';
import { isWithinNoise, profiledNoise } from './profile/profiledNoise';
import { type SamplePair } from './samplePair';
import { type SamplingNoise } from './samplingNoise';
import { type Verdict } from './verdict';

/** Of the resampling: any would do, and one that stays gives the same report for the same data. */
const SEED = 1;

/** The two-sample tests of the profile strict count both sides' error: without drift, 5 in 100 p-values are below this. */
const STRICT_NOISE = 0.05;

/** The noise of a score under a profile; null where it is not known. */
export function scoreNoise(method: DriftMethod, pair: SamplePair, profile: DriftProfile): SamplingNoise | null {
  if (profile === 'strict') return { noise: STRICT_NOISE, withinNoise: score => score >= STRICT_NOISE };
  return profiledNoise(method, pair, SEED);
}

/** What a row says of its score's sampling noise; nulls where it is not known. */
export function rowNoise(
  pair: SamplePair,
  { method, score }: Pick<Verdict, 'method' | 'score'>,
  profile: DriftProfile,
): Pick<DriftColumn, 'noise' | 'withinNoise'> {
  const sampling = method === null || score === null ? null : scoreNoise(method, pair, profile);
  if (method === null || sampling === null || score === null) return { noise: null, withinNoise: null };
  return { noise: sampling.noise, withinNoise: isWithinNoise(sampling, score, pair.errorBound(method)) };
}
