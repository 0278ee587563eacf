import { type SampleShape } from './histogramEdges';
import { type CentralMoments } from './sortedMoments';

/**
 * Doane's (1976) bin width, as NumPy computes it for `bins="doane"`: Sturges' with more bins for a skewed sample.
 * 0, which means one bin, for fewer than 3 values or a constant sample.
 *
 * @param parts the sample, in parts
 */
export function doaneWidth(parts: readonly CentralMoments[], shape: SampleShape): number {
  const { count } = shape;
  if (count <= 2) return 0;
  const mean = parts.reduce((total, part) => total + part.mean * (part.count / count), 0);
  let second = 0;
  let third = 0;
  for (const part of parts) {
    const shift = part.mean - mean;
    second += part.squares + part.count * shift * shift;
    third += part.cubes + 3 * shift * part.squares + part.count * shift ** 3;
  }
  const deviation = Math.sqrt(second / count);
  if (!(deviation > 0)) return 0;
  const skewness = Math.abs(third / count / deviation ** 3);
  const skewnessError = Math.sqrt((6 * (count - 2)) / ((count + 1) * (count + 3)));
  return (shape.maximum - shape.minimum) / (1 + Math.log2(count) + Math.log2(1 + skewness / skewnessError));
}
