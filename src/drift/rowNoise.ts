import { type DriftColumn, type DriftProfile } from './contract';
import { isWithinNoise, profiledNoise } from './profile/profiledNoise';
import { type SamplePair } from './samplePair';
import { type Verdict } from './verdict';

/** Of the resampling: any would do, and one that stays gives the same report for the same data. */
const SEED = 1;

/** The two-sample tests of the profile strict count both sides' error: without drift, 5 in 100 p-values are below this. */
const STRICT_NOISE = 0.05;

/** What a row says of its score's sampling noise; nulls where it is not known. */
export function rowNoise(
  pair: SamplePair,
  { method, score }: Pick<Verdict, 'method' | 'score'>,
  profile: DriftProfile,
): Pick<DriftColumn, 'noise' | 'withinNoise'> {
  if (profile === 'strict' && score !== null) return { noise: STRICT_NOISE, withinNoise: score >= STRICT_NOISE };
  const sampling = method === null || score === null ? null : profiledNoise(method, pair, SEED);
  if (method === null || sampling === null || score === null) return { noise: null, withinNoise: null };
  return { noise: sampling.noise, withinNoise: isWithinNoise(sampling, score, pair.errorBound(method)) };
}
