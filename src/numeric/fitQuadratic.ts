/**
 * The quadratic that fits points best by least squares, as NumPy's `polyfit(x, y, 2)`: by polynomials that are orthogonal
 * over the points, which need no system of equations. At least three different x. O(points).
 */
export function fitQuadratic(x: readonly number[], y: readonly number[]): (at: number) => number {
  const middle = mean(x);
  const line = x.map(value => value - middle);
  const spread = dot(line, line);
  const tilt =
    dot(
      line,
      line.map(value => value * value),
    ) / spread;
  const level = spread / x.length;
  const curve = line.map(value => value * value - tilt * value - level);
  const height = mean(y);
  const slope = dot(line, y) / spread;
  const bend = dot(curve, y) / dot(curve, curve);
  return at => {
    const off = at - middle;
    return height + slope * off + bend * (off * off - tilt * off - level);
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0);
}
