/** The term x log(x / y) of a relative entropy, by log1p where x and y are close: there the logarithm of their ratio would lose digits. */
export function relativeEntropy(x: number, y: number): number {
  if (x === 0) return 0;
  const ratio = x / y;
  return ratio > 0.5 && ratio < 2 ? x * Math.log1p((x - y) / y) : x * Math.log(ratio);
}
