/** Chebyshev polynomials for one box; with this many the kernel is exact to about 1e-13 between two boxes of width σ. */
export const MOMENTS = 14;
/** Boxes further apart than this do not see each other: the kernel is below 1e-17 there. */
export const REACH = 9;

/**
 * The Gaussian kernel exp(-d²/2), d in units of σ, between two boxes of width 1 that lie 0 … REACH apart, as coefficients of
 * products of Chebyshev polynomials: K = Σ C[j · MOMENTS + k] T_j(right) T_k(left), with both places scaled to [-1, 1].
 */
export function kernelInteraction(): readonly Float64Array[] {
  return Array.from({ length: REACH + 1 }, (_, apart) => coefficients(apart));
}

function coefficients(apart: number): Float64Array {
  const angles = Array.from({ length: MOMENTS }, (_, k) => (Math.PI * (k + 0.5)) / MOMENTS);
  const nodes = angles.map(Math.cos);
  const kernel = nodes.map(right => nodes.map(left => Math.exp(-((apart + (right - left) / 2) ** 2) / 2)));
  const transform = Array.from({ length: MOMENTS }, (_, j) => angles.map(angle => ((j === 0 ? 1 : 2) / MOMENTS) * Math.cos(j * angle)));
  const half = transform.map(row =>
    nodes.map((_, left) =>
      dot(
        row,
        kernel.map(values => values[left] ?? 0),
      ),
    ),
  );
  return Float64Array.from(half.flatMap(values => transform.map(row => dot(row, values))));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0);
}
