import { type Difference, type TextRow } from './contract';

/** A param has at most 8,000 characters in MLflow, a tag 100,000: a report shows the beginning. */
const LONGEST = 4000;

/** Something of both versions; null: the side where it could not be read. */
export interface Sides<T> {
  readonly from: T | null;
  readonly to: T | null;
}

/** Whether a thing is on both sides, and the same; 'unknown' where a whole side could not be read. */
export function differenceOf<T>(sides: Sides<unknown>, { from, to }: Sides<T>, isSame: (from: T, to: T) => boolean): Difference {
  if (sides.from === null || sides.to === null) return 'unknown';
  if (from === null) return 'onlyTo';
  if (to === null) return 'onlyFrom';
  return isSame(from, to) ? 'same' : 'different';
}

/** The keys of both records, each once, in alphabetical order. */
export function keysOfBoth({ from, to }: Sides<Readonly<Record<string, unknown>>>): readonly string[] {
  return [...new Set([...Object.keys(from ?? {}), ...Object.keys(to ?? {})])].sort();
}

/** Params or tags side by side, by name. */
export function compareTexts(sides: Sides<Readonly<Record<string, string>>>): readonly TextRow[] {
  return keysOfBoth(sides).map(name => {
    const [from, to] = [valueIn(sides.from, name), valueIn(sides.to, name)];
    const difference = differenceOf(sides, { from, to }, (a, b) => a === b);
    return { name, from: cut(from), to: cut(to), difference };
  });
}

/** A record from a database may have the name of anything, also of what every object inherits. */
export function valueIn<T>(record: Readonly<Record<string, T>> | null, name: string): T | null {
  return record !== null && Object.hasOwn(record, name) ? (record[name] ?? null) : null;
}

function cut(text: string | null): string | null {
  return text === null || text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
