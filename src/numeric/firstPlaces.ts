/** Turns how many values each bucket has into the place of its first, in place. */
export function firstPlaces(counts: Int32Array): Int32Array {
  let sum = 0;
  for (let bucket = 0; bucket < counts.length; bucket++) {
    const count = counts[bucket] as number;
    counts[bucket] = sum;
    sum += count;
  }
  return counts;
}
