import { NAMED_CATEGORIES } from './dataProfile';

/** From which count on a category has a name where there are too many. @param categoriesOf how many categories have each count */
export function leastNamed(categoriesOf: ReadonlyMap<number, number>): number {
  let named = 0;
  for (const count of [...categoriesOf.keys()].sort((a, b) => b - a)) {
    named += categoriesOf.get(count) ?? 0;
    if (named > NAMED_CATEGORIES) return count + 1;
  }
  return 0;
}
