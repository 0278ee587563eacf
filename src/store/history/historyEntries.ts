import { failureSentence } from '../../base/result';
import { type HistoryEntry, type RegistryEvent } from '../../domain/registryChange';
import { type RegistryState } from '../../domain/registryState';
import { type StoredEvent } from './eventTags';
import { planUndoing, rollbackFacts } from './planRollback';

/**
 * History as it is shown: newest first, each event with what rolling it back would do now.
 * @param recorded oldest first.
 * @param unrecorded changes seen now that no event records yet, oldest first.
 */
export function historyEntries(
  state: RegistryState,
  recorded: readonly StoredEvent[],
  unrecorded: readonly RegistryEvent[],
): HistoryEntry[] {
  const known = new Set(recorded.map(stored => stored.event.id));
  const all = [
    ...recorded.map(({ event, intact }) => ({ event, verified: intact && event.parents.every(id => known.has(id)), unrecorded: false })),
    ...unrecorded.map(event => ({ event, verified: true, unrecorded: true })),
  ];
  const facts = rollbackFacts(all.map(entry => entry.event));
  const entries = all.map(entry => {
    const plan = planUndoing(state, entry.event, facts);
    return {
      ...entry,
      undoneBy: facts.undoneBy.get(entry.event.id) ?? null,
      rollBack: plan.ok ? plan.value : null,
      rollBackRefusal: plan.ok ? null : failureSentence(plan.failure),
    };
  });
  return entries.reverse();
}
