import { log1pRemainder } from './log1pRemainder';
import { logGamma, stirlingRemainder } from './logGamma';

const EPSILON = 2 ** -53;
const SMALLEST = 1e-300;
/** From here on Stirling's remainder stands for log Γ. */
const LARGE = 12;

/**
 * The regularized incomplete beta function I_x(a, b) for a, b > 0, within 1e-12 relative in the lower tail: SciPy's
 * `betainc(a, b, x)`; its complement `betaincc` is the same with both pairs exchanged. Lentz's continued fraction
 * (Numerical Recipes 6.4). O(√max(a, b)) terms.
 *
 * @param y 1 - x, which the caller often knows to more digits than the subtraction gives
 */
export function incompleteBeta(a: number, b: number, x: number, y: number): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  if (x * (a + b + 2) < a + 1) return density({ a, b, x, y }) * fraction({ a, b, x, y });
  const mirrored: Point = { a: b, b: a, x: y, y: x };
  return 1 - density(mirrored) * fraction(mirrored);
}

interface Point {
  readonly a: number;
  readonly b: number;
  readonly x: number;
  readonly y: number;
}

/** I_x(a, b) over x^a y^b / B(a, b). The fraction is in terms of how far x is from its mean, so 1 - x does not cancel for large a. */
function fraction({ a, b, x, y }: Point): number {
  const gap = a * y - b * x;
  let c = (a * (gap + 1)) / (a + 1);
  let d = 0;
  let product = c;
  for (let m = 1; m < 1_000_000; m++) {
    const s = a + 2 * m;
    const numerator = ((a + m - 1) / (s - 1)) * ((a + b + m - 1) / (s - 1)) * m * (b - m) * x * x;
    const term = m + (m * (b - m) * x) / (s - 1) + ((a + m) * (gap + 1 + m * (1 + y))) / (s + 1);
    d = 1 / awayFromZero(term + numerator * d);
    c = awayFromZero(term + numerator / c);
    const factor = c * d;
    product *= factor;
    if (Math.abs(factor - 1) <= 2 * EPSILON) break;
  }
  return 1 / product;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < SMALLEST ? SMALLEST : value;
}

/** x^a y^b / B(a, b), without cancellation where a or b is large. */
function density({ a, b, x, y }: Point): number {
  if (a < b) return density({ a: b, b: a, x: y, y: x });
  if (a < LARGE) return Math.exp(a * Math.log(x) + b * Math.log(y) + logGamma(a + b) - logGamma(a) - logGamma(b));
  // How far x is from its mean a / (a + b), times a + b.
  const gap = x * b - y * a;
  const remainder = stirlingRemainder(a + b) - stirlingRemainder(a);
  if (b >= LARGE) {
    const deviance = devianceOf(a, gap, x * ((a + b) / a)) + devianceOf(b, -gap, y * ((a + b) / b));
    return Math.exp(remainder - stirlingRemainder(b) - deviance) * Math.sqrt((a / (a + b)) * (b / (2 * Math.PI)));
  }
  const power = b * Math.log(y * (a + b)) - b - logGamma(b);
  return Math.exp(gap - devianceOf(a, gap, x * ((a + b) / a)) + power - 0.5 * Math.log1p(b / a) + remainder);
}

/** gap - a log(ratio), where ratio = 1 + gap / a: by whichever of the two keeps more digits. */
function devianceOf(a: number, gap: number, ratio: number): number {
  const share = gap / a;
  return Math.abs(share) < 0.5 ? a * log1pRemainder(share) : gap - a * Math.log(ratio);
}
