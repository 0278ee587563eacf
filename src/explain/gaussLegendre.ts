/** Places and weights of a quadrature rule on [0, 1]. */
export interface QuadratureRule {
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

const known = new Map<number, QuadratureRule>();

/**
 * The Gauss–Legendre rule with `count` points on [0, 1]: exact for polynomials up to degree 2·count − 1. Roots of the
 * Legendre polynomial by Newton's method from Tricomi's estimate, to the last bit or two (Press et al., Numerical Recipes,
 * 3rd ed., §4.6). O(count²), kept for the next time.
 */
export function gaussLegendre(count: number): QuadratureRule {
  const rule = known.get(count) ?? compute(count);
  known.set(count, rule);
  return rule;
}

function compute(count: number): QuadratureRule {
  const points = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let index = 0; index < Math.ceil(count / 2); index++) {
    const { root, slope } = legendreRoot(count, index);
    const weight = 1 / ((1 - root * root) * slope * slope);
    const mirror = count - 1 - index;
    points[index] = (1 - root) / 2;
    points[mirror] = (1 + root) / 2;
    weights[index] = weight;
    weights[mirror] = weight;
  }
  return { points, weights };
}

/** The root number `index`, from the largest down, and the polynomial's slope there. */
function legendreRoot(count: number, index: number): { root: number; slope: number } {
  let root = Math.cos((Math.PI * (index + 0.75)) / (count + 0.5));
  let slope = 1;
  for (let step = 0; step < 100; step++) {
    const { value, before } = legendre(count, root);
    slope = (count * (root * value - before)) / (root * root - 1);
    const move = value / slope;
    root -= move;
    if (Math.abs(move) < 1e-16) break;
  }
  return { root, slope };
}

/** The Legendre polynomials of degree `count` and one below. */
function legendre(count: number, x: number): { value: number; before: number } {
  let before = 0;
  let value = 1;
  for (let degree = 1; degree <= count; degree++) {
    const next = ((2 * degree - 1) * x * value - (degree - 1) * before) / degree;
    before = value;
    value = next;
  }
  return { value, before };
}
