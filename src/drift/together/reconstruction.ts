import { type Reconstruction } from '../../domain/togetherDrift';
import { meanOf } from '../../numeric/meanOf';
import { symmetricEigen } from '../../numeric/symmetricEigen';
import { type EncodedColumn } from './encodeRows';

/** The share of the variance that the components keep at least. */
const KEPT = 0.65;
const CHUNKS = 10;
/** Standard deviations, of chunks and of sampling. */
const WIDTH = 3;
/** Of a squared length. */
const ROUNDING = 1e-24;

/**
 * "Do the columns still go together as they did?" Rows are projected on the main components of the reference data and back;
 * where columns no longer move together, what is lost grows. NannyML's reconstruction error with its defaults: the
 * reference's ten chunks say what is usual. A sentence where it cannot be told. O(rows × columns² + columns³).
 *
 * @param encoded columns with at least 10 rows in the reference, in the order of the rows' origin, and 2 in the current data.
 */
export function reconstruction(encoded: readonly EncodedColumn[]): Reconstruction | { readonly reason: string } {
  if (encoded.length === 0) return { reason: 'Infinite or huge values have no components.' };
  const components = mainComponents(encoded.map(({ reference }) => reference));
  if (components === null) return { reason: 'Every column is constant in the reference data, so that there are no components.' };
  if (components.length >= encoded.length)
    return { reason: 'The columns are too few for components: every one is kept, and nothing can be lost.' };
  const [before, after] = [errorsOf(encoded, components, 'reference'), errorsOf(encoded, components, 'current')];
  return judge(before, after, components.length);
}

function judge(before: Float64Array, after: Float64Array, components: number): Reconstruction {
  const usual = chunkMeans(before);
  const expected = meanOf(usual);
  const spread = Math.sqrt(meanOf(usual.map(mean => (mean - expected) ** 2)));
  const error = meanOf(after);
  const variance = after.reduce((sum, each) => sum + (each - error) ** 2, 0) / (after.length - 1);
  const samplingError = Math.sqrt(variance / after.length);
  const [low, high] = [Math.max(0, expected - WIDTH * spread), expected + WIDTH * spread];
  // A band that reaches below 0 has no lower limit.
  const isOutside = error !== expected && (error >= high || (low > 0 && error <= low));
  // Fewer rows than a chunk has spread more than chunks do.
  const isBeyondSampling = Math.abs(error - expected) > WIDTH * samplingError;
  const drifted = isOutside ? (isBeyondSampling ? true : null) : false;
  return { error, expected, low, high, samplingError, components, drifted };
}

/** Ten chunks of equal length; what is left over is one more. */
function chunkMeans(errors: Float64Array): readonly number[] {
  const size = Math.floor(errors.length / CHUNKS);
  const means: number[] = [];
  for (let from = 0; from < errors.length; from += size) means.push(meanOf(errors.subarray(from, from + size)));
  return means;
}

/** As many of the largest principal components as it takes to keep more than 65 % of the variance; null if there is none. */
function mainComponents(columns: readonly Float64Array[]): readonly (readonly number[])[] | null {
  const { values, vectors } = symmetricEigen(covariances(columns));
  const order = [...values.keys()].sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0));
  const total = values.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) return null;
  let kept = 0;
  const enough = order.findIndex(place => (kept += (values[place] ?? 0) / total) > KEPT);
  return order.slice(0, enough + 1).map(place => vectors[place] ?? []);
}

function covariances(columns: readonly Float64Array[]): number[][] {
  const matrix = columns.map(() => new Array<number>(columns.length).fill(0));
  columns.forEach((a, i) => {
    for (const [j, b] of columns.entries()) {
      if (j > i) break;
      let sum = 0;
      for (let row = 0; row < a.length; row++) sum += (a[row] as number) * (b[row] as number);
      const covariance = sum / a.length;
      (matrix[i] as number[])[j] = covariance;
      (matrix[j] as number[])[i] = covariance;
    }
  });
  return matrix;
}

/** The distance of every row from its projection on the components. */
function errorsOf(columns: readonly EncodedColumn[], components: readonly (readonly number[])[], side: keyof EncodedColumn): Float64Array {
  const values = columns.map(column => column[side]);
  const rows = values[0]?.length ?? 0;
  const projections = components.map(component => {
    const along = new Float64Array(rows);
    values.forEach((column, place) => addScaled(along, column, component[place] as number));
    return along;
  });
  const [squares, lengths] = [new Float64Array(rows), new Float64Array(rows)];
  values.forEach((column, place) => {
    const lost = column.slice();
    components.forEach((component, k) => addScaled(lost, projections[k] as Float64Array, -(component[place] as number)));
    for (let row = 0; row < rows; row++) {
      squares[row] = (squares[row] as number) + (lost[row] as number) ** 2;
      lengths[row] = (lengths[row] as number) + (column[row] as number) ** 2;
    }
  });
  // What rounding leaves of a row that the components express in full is nothing.
  return squares.map((square, row) => (square <= ROUNDING * (lengths[row] as number) ? 0 : Math.sqrt(square)));
}

function addScaled(sums: Float64Array, values: Float64Array, scale: number): void {
  for (let row = 0; row < sums.length; row++) sums[row] = (sums[row] as number) + scale * (values[row] as number);
}
