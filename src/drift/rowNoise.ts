import { type DriftMethod } from '../domain/driftMethod';
import { type DriftColumn } from './contract';
import { type SamplePair } from './samplePair';
import { samplingNoise } from './samplingNoise';

/** Of the resampling: any would do, and one that stays gives the same report for the same data. */
const SEED = 1;

/** What a row says of its score's sampling noise; nulls where it is not known. */
export function rowNoise(pair: SamplePair, method: DriftMethod | null, score: number | null): Pick<DriftColumn, 'noise' | 'withinNoise'> {
  const sampling = method === null || score === null ? null : samplingNoise(method, pair, SEED);
  if (sampling === null || score === null) return { noise: null, withinNoise: null };
  return { noise: sampling.noise, withinNoise: sampling.withinNoise(score) };
}
