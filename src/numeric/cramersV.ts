export interface Association {
  /** From 0 to 1; NaN where either has fewer than two categories, or there are too few rows. */
  readonly value: number;
  readonly variance: number;
}

/**
 * How strongly two columns of categories depend on each other: Cramér's V with Bergsma's correction of its bias, and its
 * variance by the delta method, but at least that of two independent columns. O(rows + cells).
 *
 * Source: Bergsma, "A Bias-Correction for Cramér's V and Tschuprow's T", J. Korean Stat. Soc. 42 (2013); Bishop, Fienberg,
 * Holland, "Discrete Multivariate Analysis" (1975), 14.6.
 *
 * @param x codes from 0 to `sizes[0]` − 1; @param y codes from 0 to `sizes[1]` − 1.
 */
export function cramersV(x: Int32Array, y: Int32Array, sizes: readonly [number, number]): Association {
  const rows = x.length;
  const cells = new Float64Array(sizes[0] * sizes[1]);
  const [ofX, ofY] = [new Float64Array(sizes[0]), new Float64Array(sizes[1])];
  for (let row = 0; row < rows; row++) {
    const [a, b] = [x[row] as number, y[row] as number];
    const cell = a * sizes[1] + b;
    cells[cell] = (cells[cell] as number) + 1 / rows;
    ofX[a] = (ofX[a] as number) + 1 / rows;
    ofY[b] = (ofY[b] as number) + 1 / rows;
  }
  const [r, c] = [filled(ofX), filled(ofY)];
  const least = Math.min(r, c) - 1;
  if (least < 1 || rows < 4) return { value: NaN, variance: NaN };
  const { square, variance } = meanSquare(cells, ofX, ofY);
  const freedom = (r - 1) * (c - 1);
  const shrunk = (size: number): number => size - (size - 1) ** 2 / (rows - 1);
  const corrected = Math.max(0, square - freedom / (rows - 1));
  const value = Math.min(1, Math.sqrt(corrected / Math.min(shrunk(r) - 1, shrunk(c) - 1)));
  // Where both are independent, the corrected square lies around 0 with the deviation √2k / n.
  const atIndependence = Math.sqrt(2 * freedom) / (rows * least);
  return { value, variance: Math.max(square === 0 ? 0 : variance / rows / (4 * square * least), atIndependence) };
}

function filled(shares: Float64Array): number {
  return shares.reduce((sum, share) => sum + (share > 0 ? 1 : 0), 0);
}

/** χ² over the rows, and n times its variance: the gradient's variance over the cells. */
function meanSquare(cells: Float64Array, ofX: Float64Array, ofY: Float64Array): { readonly square: number; readonly variance: number } {
  const [parts, byX, byY] = [new Float64Array(cells.length), new Float64Array(ofX.length), new Float64Array(ofY.length)];
  let square = -1;
  cells.forEach((share, cell) => {
    if (share === 0) return;
    const [a, b] = [Math.floor(cell / ofY.length), cell % ofY.length];
    const ratio = share / ((ofX[a] as number) * (ofY[b] as number));
    parts[cell] = ratio;
    square += share * ratio;
    byX[a] = (byX[a] as number) + (share * ratio) / (ofX[a] as number);
    byY[b] = (byY[b] as number) + (share * ratio) / (ofY[b] as number);
  });
  let [mean, meanOfSquares] = [0, 0];
  cells.forEach((share, cell) => {
    const slope = 2 * (parts[cell] as number) - (byX[Math.floor(cell / ofY.length)] as number) - (byY[cell % ofY.length] as number);
    mean += share * slope;
    meanOfSquares += share * slope * slope;
  });
  return { square: Math.max(0, square), variance: Math.max(0, meanOfSquares - mean * mean) };
}
