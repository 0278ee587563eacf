import { type Eigen } from './symmetricEigen';

/**
 * The largest eigenvalues of a symmetric matrix of some hundred rows with their eigenvectors, in descending order:
 * Householder's reduction to three diagonals, then implicit QL steps (Golub and Van Loan, *Matrix Computations*, 8.3).
 * O(size³), some ten times as fast as `symmetricEigen`, whose small eigenvalues are more exact.
 *
 * @param matrix its rows one after the other; overwritten
 */
export function largestEigen(matrix: Float64Array, size: number, count: number): Eigen {
  const { diagonal, beside } = reduce(matrix, size);
  diagonalize(diagonal, beside, matrix, size);
  const order = Array.from(diagonal.keys())
    .toSorted((a, b) => (diagonal[b] as number) - (diagonal[a] as number))
    .slice(0, count);
  return {
    values: order.map(place => diagonal[place] as number),
    // The rows of the matrix are the vectors now.
    vectors: order.map(place => Array.from(matrix.subarray(place * size, (place + 1) * size))),
  };
}

interface ThreeDiagonals {
  readonly diagonal: Float64Array;
  /** `beside[k]` lies between k and k + 1; the last is 0. */
  readonly beside: Float64Array;
}

/** Replaces the matrix by the transposed orthogonal matrix that reduces it. */
function reduce(matrix: Float64Array, size: number): ThreeDiagonals {
  const beside = new Float64Array(size);
  const mirrors: Float64Array[] = [];
  for (let column = 0; column < size - 2; column++) {
    const mirror = mirrorOf(matrix, size, column);
    mirrors.push(mirror.vector);
    beside[column] = mirror.length;
    if (mirror.vector.length > 0) reflectBothSides(matrix, size, mirror.vector);
  }
  if (size > 1) beside[size - 2] = matrix[size * size - 2] as number;
  const diagonal = Float64Array.from({ length: size }, (_, k) => matrix[k * size + k] as number);
  matrix.fill(0);
  for (let k = 0; k < size; k++) matrix[k * size + k] = 1;
  // From the smallest mirror on, so that each has only its own corner to turn.
  for (let column = mirrors.length - 1; column >= 0; column--) reflectRows(matrix, size, mirrors[column] as Float64Array);
  transpose(matrix, size);
  return { diagonal, beside };
}

/** A vector v of length √2 so that 1 − v vᵀ turns what is below the diagonal of a column to its first entry; empty: it is so already. */
function mirrorOf(matrix: Float64Array, size: number, column: number): { readonly vector: Float64Array; readonly length: number } {
  const below = Float64Array.from({ length: size - column - 1 }, (_, k) => matrix[(column + 1 + k) * size + column] as number);
  const first = below[0] as number;
  if (below.every((entry, k) => k === 0 || entry === 0)) return { vector: new Float64Array(0), length: first };
  const length = first > 0 ? -Math.hypot(...below) : Math.hypot(...below);
  below[0] = first - length;
  const norm = Math.sqrt(length * (length - first));
  return { vector: below.map(entry => entry / norm), length };
}

/** A ← (1 − v vᵀ) A (1 − v vᵀ) in the lower right corner that v spans. */
function reflectBothSides(matrix: Float64Array, size: number, vector: Float64Array): void {
  const from = size - vector.length;
  const product = vector.map((_, i) => dotRow(matrix, (from + i) * size + from, vector));
  let half = 0;
  for (let k = 0; k < vector.length; k++) half += ((vector[k] as number) * (product[k] as number)) / 2;
  const w = product.map((entry, k) => entry - half * (vector[k] as number));
  for (let i = 0; i < vector.length; i++) {
    const start = (from + i) * size + from;
    const [own, other] = [vector[i] as number, w[i] as number];
    for (let j = 0; j < vector.length; j++)
      matrix[start + j] = (matrix[start + j] as number) - own * (w[j] as number) - other * (vector[j] as number);
  }
}

/** Q ← (1 − v vᵀ) Q in the rows and columns that v spans. */
function reflectRows(matrix: Float64Array, size: number, vector: Float64Array): void {
  const from = size - vector.length;
  const sums = new Float64Array(vector.length);
  vector.forEach((entry, i) => {
    const start = (from + i) * size + from;
    for (let j = 0; j < sums.length; j++) sums[j] = (sums[j] as number) + entry * (matrix[start + j] as number);
  });
  vector.forEach((entry, i) => {
    const start = (from + i) * size + from;
    for (let j = 0; j < sums.length; j++) matrix[start + j] = (matrix[start + j] as number) - entry * (sums[j] as number);
  });
}

function dotRow(matrix: Float64Array, start: number, vector: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < vector.length; k++) sum += (matrix[start + k] as number) * (vector[k] as number);
  return sum;
}

function transpose(matrix: Float64Array, size: number): void {
  for (let i = 1; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const [a, b] = [i * size + j, j * size + i];
      const kept = matrix[a] as number;
      matrix[a] = matrix[b] as number;
      matrix[b] = kept;
    }
  }
}

/** Makes what is beside the diagonal 0 by rotations, which turn the rows of `vectors` too. */
function diagonalize(diagonal: Float64Array, beside: Float64Array, vectors: Float64Array, size: number): void {
  for (let first = 0; first < size; first++) {
    for (;;) {
      let last = first;
      while (last < size - 1 && !isNothing(diagonal, beside, last)) last++;
      if (last === first) break;
      sweep({ diagonal, beside, vectors, size }, first, last);
    }
  }
}

function isNothing(diagonal: Float64Array, beside: Float64Array, place: number): boolean {
  const scale = Math.abs(diagonal[place] as number) + Math.abs(diagonal[place + 1] as number);
  return Math.abs(beside[place] as number) <= Number.EPSILON * scale;
}

interface Turned extends ThreeDiagonals {
  readonly vectors: Float64Array;
  readonly size: number;
}

/** One implicit QL step with Wilkinson's shift over the block from `first` to `last`, which nothing beside the diagonal parts. */
function sweep({ diagonal, beside, vectors, size }: Turned, first: number, last: number): void {
  const at = (place: number): number => diagonal[place] as number;
  const half = (at(first + 1) - at(first)) / 2;
  const edge = beside[first] as number;
  const shift = at(first) - (edge * edge) / (half + (half < 0 ? -1 : 1) * Math.hypot(half, edge));
  // The chased entry: where the rotation before left something beside the three diagonals.
  let x = at(last) - shift;
  let z = beside[last - 1] as number;
  for (let k = last - 1; k >= first; k--) {
    const length = Math.hypot(x, z);
    const [cosine, sine] = length === 0 ? [1, 0] : [x / length, z / length];
    if (k < last - 1) beside[k + 1] = length;
    const [low, high, between] = [at(k), at(k + 1), beside[k] as number];
    diagonal[k + 1] = cosine * cosine * high + 2 * cosine * sine * between + sine * sine * low;
    diagonal[k] = sine * sine * high - 2 * cosine * sine * between + cosine * cosine * low;
    beside[k] = (cosine * cosine - sine * sine) * between + cosine * sine * (low - high);
    if (k > first) {
      x = beside[k] as number;
      z = sine * (beside[k - 1] as number);
      beside[k - 1] = cosine * (beside[k - 1] as number);
    }
    turnRows(vectors, size, k, { cosine, sine });
  }
}

function turnRows(vectors: Float64Array, size: number, place: number, { cosine, sine }: { cosine: number; sine: number }): void {
  const [low, high] = [place * size, (place + 1) * size];
  for (let k = 0; k < size; k++) {
    const [own, next] = [vectors[low + k] as number, vectors[high + k] as number];
    vectors[low + k] = cosine * own - sine * next;
    vectors[high + k] = sine * own + cosine * next;
  }
}
