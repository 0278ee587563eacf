/**
 * A number for people: 4 significant digits, but never fewer than all digits before the point. Thousands are grouped
 * from 10,000 on, so that years stay years; below 0.0001 and from 10,000,000 on fractions are written with an exponent.
 *
 * @example formatNumber(0.214349) // '0.2143'
 * @example formatNumber(-1.2) // '−1.2'
 * @example formatNumber(3.2e-12) // '3.2e-12'
 */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'not a number';
  const size = Math.abs(value);
  return (value < 0 ? '−' : '') + formatSize(size);
}

/** The same with a sign before positive numbers too; zero has none. */
export function formatSigned(value: number): string {
  return value > 0 ? `+${formatNumber(value)}` : formatNumber(value);
}

/** Every digit, for hovering. */
export function formatFully(value: number): string {
  return String(value).replace('-Infinity', '−∞').replace('Infinity', '∞').replace(/^-/, '−');
}

/** A number as people see it beside a limit: with as many digits as it takes to tell the two apart. */
export function formatApart(value: number, limit: number): string {
  const short = formatNumber(value);
  if (value === limit || short !== formatNumber(limit)) return short;
  for (let digits = 5; digits < 17; digits++) {
    if (Number(value.toPrecision(digits)) !== limit) return String(Number(value.toPrecision(digits))).replace('-', '−');
  }
  return formatFully(value);
}

/** How many: an integer, grouped in thousands. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** A part of a whole in percent with one decimal; what is not quite nothing or everything does not look like it. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.0005) return '< 0.1 %';
  if (share < 1 && share >= 0.9995) return '> 99.9 %';
  return `${(share * 100).toFixed(1)} %`;
}

/** A difference of two shares in percentage points, with one decimal or, where that would be 0, one digit. */
export function formatShareChange(change: number): string {
  const points = Math.abs(change * 100);
  const sign = change > 0 ? '+' : change < 0 ? '−' : '';
  return sign + (change !== 0 && points < 0.05 ? formatNumber(Number(points.toPrecision(1))) : points.toFixed(1));
}

/** How long something took. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 100) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function formatSize(size: number): string {
  if (size === Infinity) return '∞';
  if (Number.isInteger(size) && size < 1e15) return groupFromTenThousand(size);
  if (size < 1e-4 || size >= 1e7) return trimZeros(size.toExponential(3));
  if (size >= 1000) return groupFromTenThousand(Math.round(size));
  return String(Number(size.toPrecision(4)));
}

function groupFromTenThousand(size: number): string {
  return size < 10_000 ? String(size) : formatCount(size);
}

function trimZeros(exponential: string): string {
  return exponential.replace(/\.?0+e/, 'e').replace('e+', 'e');
}
