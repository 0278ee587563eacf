/** ln 2 in three parts, of which the first two have so few digits that whole multiples of them are exact. */
const LN2 = [0.6931471803691238, 1.9082149288430703e-10, 4.275175589747649e-20] as const;
/** Beyond, powers of two are no longer exact factors; the digits there matter to nobody. */
const FARTHEST = 700;
const SPLITTER = 134_217_729;
/** 1/3! to 1/17!, the last first. */
const TAIL = Array.from({ length: 15 }, (_, k) => 1 / factorial(17 - k));

/**
 * e^x rounded to the nearest double but for some in a thousand, as the C library's is; `Math.exp` may be one digit off. For
 * training that must take the steps of a library, where such a digit grows.
 */
export function nearestExp(x: number): number {
  if (!(Math.abs(x) < FARTHEST)) return Math.exp(x);
  const twos = Math.round(x / Math.LN2);
  const reduced = x - twos * LN2[0];
  const less = twos * LN2[1];
  const r = reduced - less;
  const rest = reduced - r - less - twos * LN2[2];
  let tail = 0;
  for (const factor of TAIL) tail = tail * r + factor;
  const [square, lost] = exactSquare(r);
  // 1 + r + r²/2, each addition with what it loses.
  const first = 1 + r;
  const lostFirst = r - (first - 1);
  const second = first + square / 2;
  const lostSecond = square / 2 - (second - first);
  return (second + (lostSecond + lostFirst + (lost / 2 + rest + r * rest + tail * r * square))) * 2 ** twos;
}

/** r² and what is lost by rounding it (Veltkamp, Dekker). */
function exactSquare(r: number): readonly [number, number] {
  const square = r * r;
  const high = r * SPLITTER - (r * SPLITTER - r);
  const low = r - high;
  return [square, high * high - square + 2 * high * low + low * low];
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
