/** The sum of counts or shares. @param times how often each is there; absent: once. O(n). */
export function weightedSum(values: ArrayLike<number>, times: ArrayLike<number> | undefined): number {
  let total = 0;
  for (let k = 0; k < values.length; k++) total += (values[k] as number) * (times?.[k] ?? 1);
  return total;
}
