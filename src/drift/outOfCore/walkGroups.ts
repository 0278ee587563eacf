import { success, type Result } from '../../base/result';
import { type DriftMethod } from '../../domain/driftMethod';
import { eachValue } from './groupVisitor';
import { type StretchVisitor } from './mergeStretches';
import { secondWalk } from './secondWalk';
import { type StreamedGroups } from './streamedPair';

/** Gathers both sides' groups: in one walk, and in a second one for a test that starts from figures of the first. */
export async function walkGroups(
  groups: StreamedGroups,
  method: DriftMethod | null | undefined,
  walk: (visit: StretchVisitor) => Promise<Result<void>>,
): Promise<Result<void>> {
  const first = await walk(groups.visitStretch);
  if (!first.ok || method === null || method === undefined) return first;
  const more = secondWalk(method, groups);
  if (more === null) return first;
  const second = await walk(eachValue(more.visit));
  if (!second.ok) return second;
  groups.keepAgain(method, more);
  return success(undefined);
}
