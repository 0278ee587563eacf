/** Vectors of equal length, one after the other. */
export interface Vectors {
  readonly values: Float64Array;
  readonly rows: number;
  readonly dimensions: number;
}

/** Both sides of an embedding, and both as one, the reference first, in the same memory. */
export interface VectorPair {
  readonly reference: Vectors;
  readonly current: Vectors;
  readonly both: Vectors;
}

/** The two sides of vectors whose first rows are the reference's. */
export function pairOfVectors(both: Vectors, referenceRows: number): VectorPair {
  const { values, rows, dimensions } = both;
  const end = referenceRows * dimensions;
  return {
    reference: { values: values.subarray(0, end), rows: referenceRows, dimensions },
    current: { values: values.subarray(end), rows: rows - referenceRows, dimensions },
    both,
  };
}

/** The mean of every dimension over some rows, each as often as it is there; absent: over all. O(rows × dimensions). */
export function meanVector({ values, rows, dimensions }: Vectors, chosen?: Int32Array): Float64Array {
  const sums = new Float64Array(dimensions);
  const count = chosen?.length ?? rows;
  for (let place = 0; place < count; place++) {
    const start = (chosen === undefined ? place : (chosen[place] as number)) * dimensions;
    for (let k = 0; k < dimensions; k++) sums[k] = (sums[k] as number) + (values[start + k] as number);
  }
  return sums.map(sum => sum / count);
}

/** The squared Euclidean distance of two rows. O(dimensions). */
export function squaredDistance(a: Vectors, row: number, b: Vectors, other: number): number {
  const [left, right, { dimensions }] = [a.values, b.values, a];
  const [start, otherStart] = [row * dimensions, other * dimensions];
  let sum = 0;
  for (let k = 0; k < dimensions; k++) {
    const gap = (left[start + k] as number) - (right[otherStart + k] as number);
    sum += gap * gap;
  }
  return sum;
}
