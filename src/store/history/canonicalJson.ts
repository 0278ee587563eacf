import { type Json } from '../../base/json';

/**
 * JSON in one form only, so that equal values give equal bytes: keys in the order of their UTF-16 code units, no spaces,
 * numbers and strings as JSON.stringify writes them (as RFC 8785 does). Numbers must be finite.
 */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(item => canonicalJson(item as Json)).join(',')}]`;
  if (value !== null && typeof value === 'object') return canonicalObject(value as { readonly [key: string]: Json });
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${value} has no JSON.`);
  return JSON.stringify(value);
}

function canonicalObject(value: { readonly [key: string]: Json }): string {
  const members = Object.keys(value)
    .sort()
    .flatMap(key => {
      const member = value[key];
      return member === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(member)}`];
    });
  return `{${members.join(',')}}`;
}
