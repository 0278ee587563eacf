import { type Scale } from '../kit/scale';

/** A value for each entry of a stream; null where there is none. */
export type Entries = readonly (number | null)[];

interface Scales {
  readonly x: Scale;
  readonly y: Scale;
}

/** A line through the entries, broken where one is missing; an entry alone is a point. */
export function entriesPath(entries: Entries, { x, y }: Scales): string {
  let path = '';
  let joined = false;
  for (const [place, value] of entries.entries()) {
    if (value === null) {
      joined = false;
      continue;
    }
    path += joined ? `L${round(x(place))} ${round(y(value))}` : `M${round(x(place))} ${round(y(value))}h0`;
    joined = true;
  }
  return path;
}

/** The area from the least to the greatest value of each entry, in pieces where entries are missing. */
export function bandPath(least: Entries, greatest: Entries, { x, y }: Scales): string {
  const pieces: string[] = [];
  let upper: string[] = [];
  let lower: string[] = [];
  const close = (): void => {
    if (upper.length > 0) pieces.push(`M${[...upper, ...lower.toReversed()].join('L')}Z`);
    [upper, lower] = [[], []];
  };
  for (const [place, low] of least.entries()) {
    const high = greatest[place];
    if (low === null || high === null || high === undefined) {
      close();
      continue;
    }
    upper.push(`${round(x(place))} ${round(y(high))}`);
    lower.push(`${round(x(place))} ${round(y(low))}`);
  }
  close();
  return pieces.join('');
}

/** Lowest and highest of all values; null if there is none. */
export function streamBounds(least: Entries, greatest: Entries): readonly [number, number] | null {
  let [low, high] = [Infinity, -Infinity];
  for (const [place, value] of least.entries()) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, greatest[place] ?? value);
  }
  return low <= high ? [low, high] : null;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
