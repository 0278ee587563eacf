import { type DriftMethod, driftMethods } from '../../domain/driftMethod';
import { type Bounds } from '../../numeric/gapBounds';
import { type SamplePair } from '../samplePair';
import { type SamplingNoise, samplingNoise } from '../samplingNoise';
import { ProfiledPair } from './profiledPair';

/** By which share of itself the noise may depend on where values lie between a sketch's points. */
const UNKNOWN = 0.1;

/**
 * The sampling noise of a pair, of which a side may be a sketch: then of the values that stand for it. Null of a distance
 * whose noise is another one by more than a tenth where all values lie at the points, as over bins that may be empty or not.
 * P-values without drift hardly depend on the distribution. As `samplingNoise` takes, twice.
 */
export function profiledNoise(method: DriftMethod, pair: SamplePair, seed: number): SamplingNoise | null {
  const found = samplingNoise(method, pair, seed);
  if (found === null || !(pair instanceof ProfiledPair) || driftMethods[method].score === 'p-value') return found;
  const other = pair.withValuesAtPoints();
  const noise = other === null ? found.noise : (samplingNoise(method, other, seed)?.noise ?? NaN);
  return Math.abs(noise - found.noise) <= UNKNOWN * found.noise ? found : null;
}

/** Whether a score lies inside the noise; null where it is only known between two bounds, of which one does. */
export function isWithinNoise(sampling: SamplingNoise, score: number, bounds: Bounds | null): boolean | null {
  const { lowest, highest } = bounds ?? { lowest: score, highest: score };
  const isWithin = sampling.withinNoise(lowest);
  return isWithin === sampling.withinNoise(highest) ? isWithin : null;
}
