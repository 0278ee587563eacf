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

/** The squared Euclidean distance of two rows. In four sums, as one would wait for each of its additions. O(dimensions). */
export function squaredDistance(a: Vectors, row: number, b: Vectors, other: number): number {
  const [left, right, { dimensions }] = [a.values, b.values, a];
  let i = row * dimensions;
  let j = other * dimensions;
  const end = i + dimensions;
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (; i + 3 < end; i += 4, j += 4) {
    const gap = (left[i] as number) - (right[j] as number);
    const gap1 = (left[i + 1] as number) - (right[j + 1] as number);
    const gap2 = (left[i + 2] as number) - (right[j + 2] as number);
    const gap3 = (left[i + 3] as number) - (right[j + 3] as number);
    first += gap * gap;
    second += gap1 * gap1;
    third += gap2 * gap2;
    fourth += gap3 * gap3;
  }
  for (; i < end; i++, j++) first += ((left[i] as number) - (right[j] as number)) ** 2;
  return first + second + (third + fourth);
}
