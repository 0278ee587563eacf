import { type SampleShape } from './histogramEdges';

/** Sturges' (1926) bin width, as NumPy's `bins="sturges"` computes it: the range over log2(n) + 1. */
export function sturgesWidth(shape: SampleShape): number {
  return (shape.maximum - shape.minimum) / (Math.log2(shape.count) + 1);
}
