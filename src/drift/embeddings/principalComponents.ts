import { dotProduct } from '../../numeric/dotProduct';
import { largestEigen } from '../../numeric/largestEigen';
import { meanVector, pairOfVectors, type VectorPair, type Vectors } from './vectors';

/**
 * Both sides in the first principal components of the reference, about its mean: what scikit-learn's `PCA` finds without
 * its randomized solver, up to the signs. A sentence where there are not so many.
 * O(rows × dimensions × smaller of both + smaller³).
 */
export function principalComponents(pair: VectorPair, count: number): VectorPair | string {
  const { reference, both } = pair;
  const mean = meanVector(reference);
  const axes = axesOf(reference, mean, count);
  if (typeof axes === 'string') return axes;
  const values = new Float64Array(both.rows * count);
  for (let row = 0; row < both.rows; row++) {
    const centred = centredRow(both, row, mean);
    axes.forEach((axis, component) => {
      values[row * count + component] = dotProduct(axis, centred);
    });
  }
  return pairOfVectors({ values, rows: both.rows, dimensions: count }, reference.rows);
}

/** The directions in which the reference varies most, each of length 1. */
function axesOf(reference: Vectors, mean: Float64Array, count: number): readonly Float64Array[] | string {
  const { rows, dimensions } = reference;
  const most = Math.min(rows, dimensions);
  if (count > most) return tooMany(count, most);
  // Of the two matrices with the same eigenvalues the smaller one.
  const byDimension = dimensions <= rows;
  const matrix = byDimension ? covariance(reference, mean) : rowProducts(reference, mean);
  if (!matrix.every(Number.isFinite)) return 'The numbers are too large for a principal component analysis.';
  const { values, vectors } = largestEigen(matrix, most, count);
  const smallest = most * Number.EPSILON * Math.max(0, values[0] ?? 0);
  const varying = values.filter(value => value > smallest).length;
  if (varying < count) return tooMany(count, varying);
  const axes = vectors.map(vector => Float64Array.from(vector));
  return byDimension ? axes : axes.map(axis => axisOfRows(reference, mean, axis));
}

function tooMany(asked: number, there: number): string {
  return `The reference varies in ${there} ${there === 1 ? 'direction' : 'directions'}, fewer than the ${asked} components asked for.`;
}

/** The sums of squares and products about the mean, dimension by dimension. */
function covariance(side: Vectors, mean: Float64Array): Float64Array {
  const { dimensions } = side;
  const matrix = new Float64Array(dimensions * dimensions);
  for (let row = 0; row < side.rows; row++) {
    const centred = centredRow(side, row, mean);
    for (let i = 0; i < dimensions; i++) {
      const own = centred[i] as number;
      const start = i * dimensions;
      for (let j = 0; j <= i; j++) matrix[start + j] = (matrix[start + j] as number) + own * (centred[j] as number);
    }
  }
  return mirrored(matrix, dimensions);
}

/** The products of every two rows about the mean. */
function rowProducts(side: Vectors, mean: Float64Array): Float64Array {
  const { rows } = side;
  const centred = Array.from({ length: rows }, (_, row) => centredRow(side, row, mean));
  const matrix = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++) matrix[i * rows + j] = dotProduct(centred[i] as Float64Array, centred[j] as Float64Array);
  }
  return mirrored(matrix, rows);
}

/** The direction in space that a vector of weights of the rows stands for. */
function axisOfRows(side: Vectors, mean: Float64Array, weights: Float64Array): Float64Array {
  const axis = new Float64Array(side.dimensions);
  weights.forEach((weight, row) => {
    const centred = centredRow(side, row, mean);
    for (let k = 0; k < axis.length; k++) axis[k] = (axis[k] as number) + weight * (centred[k] as number);
  });
  const length = Math.sqrt(dotProduct(axis, axis));
  return axis.map(entry => entry / length);
}

function mirrored(matrix: Float64Array, size: number): Float64Array {
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) matrix[j * size + i] = matrix[i * size + j] as number;
  return matrix;
}

function centredRow({ values, dimensions }: Vectors, row: number, mean: Float64Array): Float64Array {
  const start = row * dimensions;
  return mean.map((middle, k) => (values[start + k] as number) - middle);
}
