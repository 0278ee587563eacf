import { dotProduct } from './dotProduct';
import { meanOf } from './meanOf';

/**
 * The quadratic that fits points best by least squares, as NumPy's `polyfit(x, y, 2)`: by polynomials that are orthogonal
 * over the points, which need no system of equations. At least three different x. O(points).
 */
export function fitQuadratic(x: readonly number[], y: readonly number[]): (at: number) => number {
  const middle = meanOf(x);
  const line = x.map(value => value - middle);
  const spread = dotProduct(line, line);
  const tilt =
    dotProduct(
      line,
      line.map(value => value * value),
    ) / spread;
  const level = spread / x.length;
  const curve = line.map(value => value * value - tilt * value - level);
  const height = meanOf(y);
  const slope = dotProduct(line, y) / spread;
  const bend = dotProduct(curve, y) / dotProduct(curve, curve);
  return at => {
    const off = at - middle;
    return height + slope * off + bend * (off * off - tilt * off - level);
  };
}
