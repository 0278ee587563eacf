import { type Sample } from './sample';

/** How often each value occurs on both sides, over the union of their values, in order of first appearance. */
export interface CategoryCounts {
  /** Numbers and texts are different values, as in Python: 1 is not "1", but True is 1. */
  readonly keys: readonly (number | string)[];
  readonly reference: readonly number[];
  readonly current: readonly number[];
}

/** Counts the values of two samples together. O(distinct values), O(rows) for numbers. */
export function categoryCounts(reference: Sample, current: Sample): CategoryCounts {
  const places = new Map<number | string, number>();
  const counts: [number[], number[]] = [[], []];
  [reference, current].forEach((sample, side) => {
    forEachValue(sample, (value, count) => {
      const place = places.get(value) ?? places.size;
      if (place === places.size) {
        places.set(value, place);
        counts[0].push(0);
        counts[1].push(0);
      }
      const own = counts[side === 0 ? 0 : 1];
      own[place] = (own[place] ?? 0) + count;
    });
  });
  return { keys: [...places.keys()], reference: counts[0], current: counts[1] };
}

function forEachValue(sample: Sample, visit: (value: number | string, count: number) => void): void {
  if (sample.storage === 'codes') {
    sample.counts.forEach((count, value) => visit(value, count));
    return;
  }
  const { sorted } = sample;
  for (let from = 0; from < sorted.length;) {
    let to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    visit(sorted[from] as number, to - from);
    from = to;
  }
}
