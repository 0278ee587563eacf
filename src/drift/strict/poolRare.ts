/** Smallest expected count on the smaller side that the χ² distribution is trusted with. */
const SMALLEST_EXPECTED = 5;

/**
 * The table with its rare values in one group: those whose expected count on the smaller side is below 5, and, if even
 * together they expect fewer, the next rarest. Which they are depends on both sides' sum alone, so that under "no drift"
 * it says nothing about how a value is split. O(k log k).
 *
 * @param smaller the smaller side's part of all rows
 */
export function poolRare(
  reference: readonly number[],
  current: readonly number[],
  smaller: number,
): { readonly reference: readonly number[]; readonly current: readonly number[] } {
  const both = reference.map((count, k) => count + (current[k] ?? 0));
  const order = both.map((_, k) => k).sort((a, b) => (both[a] ?? 0) - (both[b] ?? 0));
  const pool = { reference: 0, current: 0 };
  let place = 0;
  for (; place < order.length; place++) {
    const k = order[place] ?? 0;
    const isRare = (both[k] ?? 0) * smaller < SMALLEST_EXPECTED;
    const pooled = pool.reference + pool.current;
    if (!isRare && (pooled === 0 || pooled * smaller >= SMALLEST_EXPECTED)) break;
    pool.reference += reference[k] ?? 0;
    pool.current += current[k] ?? 0;
  }
  const rest = order.slice(place);
  const hasPool = pool.reference + pool.current > 0;
  return {
    reference: [...(hasPool ? [pool.reference] : []), ...rest.map(k => reference[k] ?? 0)],
    current: [...(hasPool ? [pool.current] : []), ...rest.map(k => current[k] ?? 0)],
  };
}
