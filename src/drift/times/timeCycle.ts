/** Something that comes back: so many units of time, and which of them the epoch began in. */
export interface TimeCycle {
  /** Milliseconds. */
  readonly unit: number;
  readonly length: number;
  readonly epoch: number;
}

const HOUR = 3_600_000;

/** The days of a week, from Monday; 1 January 1970 was a Thursday. */
export const WEEKDAYS: TimeCycle = { unit: 24 * HOUR, length: 7, epoch: 3 };
export const HOURS: TimeCycle = { unit: HOUR, length: 24, epoch: 0 };

/** How many times lie in each place of a cycle, in UTC. @param weights how often each time is there; absent: once. O(times). */
export function cycleCounts(times: Float64Array, { unit, length, epoch }: TimeCycle, weights?: Float64Array): number[] {
  const counts = new Array<number>(length).fill(0);
  times.forEach((time, k) => {
    const place = (Math.floor(time / unit) + epoch) % length;
    // Before 1970 the remainder is negative.
    const from0 = place < 0 ? place + length : place;
    counts[from0] = (counts[from0] ?? 0) + (weights?.[k] ?? 1);
  });
  return counts;
}

/**
 * The times in as many whole cycles as they span, from the unit of the first on, so that no place is there more often than
 * another; null where they do not span one. @param sorted in ascending order
 */
export function wholeCycles(sorted: Float64Array, cycle: TimeCycle): Float64Array | null {
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  const limit = first === undefined || last === undefined ? null : endOfCycles(first, last, cycle);
  if (limit === null) return null;
  let end = sorted.length;
  while ((sorted[end - 1] as number) >= limit) end--;
  return sorted.subarray(0, end);
}

/** Before which time the whole cycles end that begin with the first time's unit; null where not even one does. */
function endOfCycles(first: number, last: number, { unit, length }: TimeCycle): number | null {
  const start = Math.floor(first / unit);
  const cycles = Math.floor((Math.floor(last / unit) - start + 1) / length);
  return cycles === 0 ? null : (start + cycles * length) * unit;
}
