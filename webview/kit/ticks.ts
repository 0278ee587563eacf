/**
 * Round numbers (1, 2 or 5 times a power of ten apart) that cover [low, high] in at most about `count` steps. Empty for
 * a range that is not finite; one number for an empty range.
 */
export function niceTicks(low: number, high: number, count: number): number[] {
  if (!Number.isFinite(low) || !Number.isFinite(high) || count < 1) return [];
  if (low >= high) return [low];
  const step = niceStep((high - low) / count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => clean((first + index) * step, step));
}

/** Powers of ten within [low, high]; both above zero. */
export function powersOfTen(low: number, high: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => Number(`1e${first + index}`));
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find(candidate => candidate * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Takes back what adding binary fractions left over: 0.30000000000000004 → 0.3. */
function clean(value: number, step: number): number {
  const digits = Math.min(100, Math.max(0, 1 - Math.floor(Math.log10(step))));
  return Number(value.toFixed(digits)) + 0;
}
