/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A number as it crosses into JSON: non-finite ones by name, absent ones as null. */
export type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity' | null;

export function toJsonNumber(value: number | null | undefined): JsonNumber {
  if (value === null || value === undefined) return null;
  if (Number.isFinite(value)) return value;
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? 'Infinity' : '-Infinity';
}
