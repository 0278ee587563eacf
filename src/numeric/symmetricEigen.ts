export interface Eigen {
  readonly values: readonly number[];
  /** One vector for each value, of length 1. */
  readonly vectors: readonly (readonly number[])[];
}

/** The eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi's rotations: small ones are exact relative to the largest. O(size³) a sweep. */
export function symmetricEigen(matrix: readonly (readonly number[])[]): Eigen {
  const size = matrix.length;
  const m = matrix.map(row => Float64Array.from(row));
  const v = matrix.map((_, i) => Float64Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 60 && offDiagonal(m) > 0; sweep++) {
    for (let p = 0; p < size - 1; p++) for (let q = p + 1; q < size; q++) rotate(m, v, [p, q]);
  }
  return { values: m.map((row, i) => row[i] ?? 0), vectors: v.map(row => [...row]) };
}

function offDiagonal(m: readonly Float64Array[]): number {
  let sum = 0;
  m.forEach((row, i) => row.forEach((entry, j) => (sum += i === j ? 0 : Math.abs(entry))));
  return sum;
}

/** Turns the plane of p and q so that their entry becomes 0. */
function rotate(m: readonly Float64Array[], v: readonly Float64Array[], [p, q]: readonly [number, number]): void {
  const [rowP, rowQ] = [m[p] as Float64Array, m[q] as Float64Array];
  const entry = rowP[q] as number;
  const [pp, qq] = [rowP[p] as number, rowQ[q] as number];
  if (entry === 0) return;
  const theta = (qq - pp) / (2 * entry);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const turn = { cosine, sine: tangent * cosine };
  for (const row of m) turnEntries(row, [p, q], turn);
  turnRows(rowP, rowQ, turn);
  turnRows(v[p] as Float64Array, v[q] as Float64Array, turn);
  // Exactly, so that the sweeps end.
  rowP[p] = pp - tangent * entry;
  rowQ[q] = qq + tangent * entry;
  rowP[q] = 0;
  rowQ[p] = 0;
}

interface Turn {
  readonly cosine: number;
  readonly sine: number;
}

function turnEntries(row: Float64Array, [p, q]: readonly [number, number], { cosine, sine }: Turn): void {
  const [atP, atQ] = [row[p] as number, row[q] as number];
  row[p] = cosine * atP - sine * atQ;
  row[q] = sine * atP + cosine * atQ;
}

function turnRows(rowP: Float64Array, rowQ: Float64Array, { cosine, sine }: Turn): void {
  rowP.forEach((atP, k) => {
    const atQ = rowQ[k] as number;
    rowP[k] = cosine * atP - sine * atQ;
    rowQ[k] = sine * atP + cosine * atQ;
  });
}
