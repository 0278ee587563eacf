import { type OrderClause, type SearchKind } from './searchKind';
import { type Searched } from './searched';

/**
 * Sorts things by a complete order. Cost: n log n comparisons.
 * @param seen each thing as filters see it.
 */
export function sortBySearch<T>(things: readonly T[], order: readonly OrderClause[], kind: SearchKind, seen: (thing: T) => Searched): T[] {
  const rows = things.map(thing => ({ thing, values: order.map(({ field }) => seen(thing).orderValue(field)) }));
  const compareRows = (a: (typeof rows)[number], b: (typeof rows)[number]): number => {
    for (const [place, { descending }] of order.entries()) {
      const difference = compareValues(a.values[place] ?? null, b.values[place] ?? null, { descending, missing: kind.missing });
      if (difference !== 0) return difference;
    }
    return 0;
  };
  return rows.sort(compareRows).map(row => row.thing);
}

type Value = string | number | bigint | null;

function compareValues(a: Value, b: Value, { descending, missing }: { descending: boolean; missing: SearchKind['missing'] }): number {
  const rank = (value: Value): number => (missing === 'last' ? lateness(value) : value === null ? -1 : 0);
  const byRank = rank(a) - rank(b);
  if (byRank !== 0) return missing === 'smallest' && descending ? -byRank : byRank;
  if (rank(a) !== 0) return 0;
  const byValue =
    typeof a === 'string' && typeof b === 'string' ? compareTexts(a, b) : Number((a ?? 0) > (b ?? 0)) - Number((a ?? 0) < (b ?? 0));
  return descending ? -byValue : byValue;
}

/** Numbers and texts, then NaN, then what is missing: whatever the direction. */
function lateness(value: Value): number {
  if (value === null) return 2;
  return Number.isNaN(value) ? 1 : 0;
}

/** By code points, as SQLite compares the bytes of UTF-8. */
function compareTexts(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  const [left, right] = [pointAt(a, at), pointAt(b, at)];
  return Math.sign(left - right);
}

/** The code point that a place lies in; -1 at the end. */
function pointAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  const isSecondHalf = unit >= 0xdc00 && unit < 0xe000;
  return text.codePointAt(isSecondHalf ? at - 1 : at) ?? -1;
}
