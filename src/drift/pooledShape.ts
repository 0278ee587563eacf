import { type SampleShape } from '../numeric/histogramEdges';
import { type NumberSample } from './sample';

/** Both sides as one sample, for bins; as pandas' `concat` would store it: unlike numbers become doubles. */
export function pooledShape(reference: NumberSample, current: NumberSample): SampleShape {
  const sides = [reference.sorted, current.sorted].filter(sorted => sorted.length > 0);
  return {
    count: reference.count + current.count,
    minimum: Math.min(...sides.map(sorted => sorted[0] ?? 0)),
    maximum: Math.max(...sides.map(sorted => sorted[sorted.length - 1] ?? 0)),
    storage: reference.numbers === current.numbers ? reference.numbers : 'double',
  };
}
