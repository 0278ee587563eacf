import { meanOf } from './meanOf';

export interface Correlation {
  /** From −1 to 1; NaN where a side is constant. */
  readonly value: number;
  /** The variance of its Fisher transform atanh(value). */
  readonly variance: number;
}

/**
 * Pearson's coefficient of two columns, and how much its Fisher transform varies from sample to sample: 1 / (n − 3) for
 * normal values, or what the fourth moments of these values say, whichever is more, so that heavy tails raise no alarm. O(n).
 *
 * Source: Fisher, "On the Probable Error of a Coefficient of Correlation", Metron 1 (1921); Steiger, Hakstian, "The
 * Asymptotic Distribution of Elements of a Correlation Matrix", Br. J. Math. Stat. Psychol. 35 (1982).
 */
export function pearsonCorrelation(x: Float64Array, y: Float64Array): Correlation {
  const rows = x.length;
  const [meanX, meanY] = [meanOf(x), meanOf(y)];
  let [xx, yy, xy] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const [dx, dy] = [(x[row] as number) - meanX, (y[row] as number) - meanY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  const value = xx === 0 || yy === 0 ? NaN : Math.max(-1, Math.min(1, xy / (Math.sqrt(xx) * Math.sqrt(yy))));
  const [scaleX, scaleY] = [Math.sqrt(xx / rows), Math.sqrt(yy / rows)];
  let spread = 0;
  for (let row = 0; row < rows; row++) {
    const [zx, zy] = [((x[row] as number) - meanX) / scaleX, ((y[row] as number) - meanY) / scaleY];
    spread += (zx * zy - (value / 2) * (zx * zx + zy * zy)) ** 2;
  }
  const ofMoments = Math.abs(value) === 1 ? 0 : spread / rows / rows / (1 - value * value) ** 2;
  return { value, variance: Math.max(1 / (rows - 3), ofMoments) };
}
