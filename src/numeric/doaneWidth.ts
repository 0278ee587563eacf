import { type SampleShape } from './histogramEdges';

/**
 * Doane's (1976) bin width, as NumPy's `bins="doane"` computes it: Sturges' with more bins for a skewed sample.
 * 0, which means one bin, for fewer than 3 values or a constant sample. Two passes.
 *
 * @param parts the sample, in pieces
 */
export function doaneWidth(parts: readonly Float64Array[], shape: SampleShape): number {
  const { count } = shape;
  if (count <= 2) return 0;
  let sum = 0;
  for (const part of parts) for (let k = 0; k < part.length; k++) sum += part[k] as number;
  const mean = sum / count;
  let second = 0;
  let third = 0;
  for (const part of parts) {
    for (let k = 0; k < part.length; k++) {
      const gap = (part[k] as number) - mean;
      second += gap * gap;
      third += gap * gap * gap;
    }
  }
  return doaneWidthOfMoments({ second, third }, shape);
}

/** The same from the sums of the squared and cubed distances from the mean. */
export function doaneWidthOfMoments({ second, third }: { second: number; third: number }, shape: SampleShape): number {
  const { count } = shape;
  if (count <= 2) return 0;
  const deviation = Math.sqrt(second / count);
  if (!(deviation > 0)) return 0;
  const skewness = Math.abs(third / count / deviation ** 3);
  const skewnessError = Math.sqrt((6 * (count - 2)) / ((count + 1) * (count + 3)));
  return (shape.maximum - shape.minimum) / (1 + Math.log2(count) + Math.log2(1 + skewness / skewnessError));
}
