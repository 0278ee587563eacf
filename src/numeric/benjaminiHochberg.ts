/**
 * The p-values of a family of tests, adjusted so that rejecting those up to α keeps the expected share of false alarms
 * among the alarms at α (exactly so for independent and positively dependent tests): p·m / rank, made monotone from the
 * largest down, in the order given. With no true effect at all, any alarm has at most the probability α.
 *
 * Source: Benjamini, Hochberg, "Controlling the False Discovery Rate", J. R. Stat. Soc. B 57 (1995). O(m log m).
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = pValues.map((_, place) => place).sort((a, b) => (pValues[b] ?? 1) - (pValues[a] ?? 1));
  const adjusted = new Array<number>(pValues.length);
  let smallest = 1;
  order.forEach((place, above) => {
    const rank = pValues.length - above;
    smallest = Math.min(smallest, (pValues[place] ?? 1) * (pValues.length / rank));
    adjusted[place] = smallest;
  });
  return adjusted;
}
