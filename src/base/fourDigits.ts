/**
 * A number for people: four significant digits, integers below a million in full, and non-finite ones by name. The full
 * value belongs beside it, on hover.
 *
 * @example fourDigits(0.841234) // "0.8412"
 */
export function fourDigits(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e6) return String(value);
  if (size >= 1e6 || size < 1e-4) return value.toExponential(3);
  return String(Number(value.toPrecision(4)));
}
