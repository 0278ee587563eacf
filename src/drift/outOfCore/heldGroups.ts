import { type CategoryCounts } from '../categoryCounts';

/** The values at some places (ascending, from 0) of both sides' sorted values together, whose counts are held in order. O(values). */
export function heldValues({ keys, reference, current }: CategoryCounts, places: ArrayLike<number>): Float64Array {
  let k = 0;
  let passed = (reference[0] ?? 0) + (current[0] ?? 0);
  return Float64Array.from(places, place => {
    while (place >= passed && k < keys.length - 1) {
      k++;
      passed += (reference[k] as number) + (current[k] as number);
    }
    return Number(keys[k]);
  });
}

/** After how many of both sides' sorted values each distinct one but the last ends. O(values). */
export function heldEnds({ reference, current }: CategoryCounts): Int32Array {
  let passed = 0;
  return Int32Array.from(reference.slice(0, -1), (count, k) => (passed += count + (current[k] as number)));
}
