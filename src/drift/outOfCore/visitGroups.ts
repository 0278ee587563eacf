import { success, type Result } from '../../base/result';
import { type ValueGroups } from '../../data/contract';

/** Tells of every group of one column, in their order. The first failure ends it. O(groups). */
export async function visitGroups(
  walk: AsyncIterable<Result<ValueGroups>>,
  visit: (value: number | string, count: number) => void,
): Promise<Result<void>> {
  for await (const groups of walk) {
    if (!groups.ok) return groups;
    const { values, counts } = groups.value;
    for (let k = 0; k < counts.length; k++) visit(values[k] as number | string, counts[k] as number);
  }
  return success(undefined);
}
