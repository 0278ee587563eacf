import { failureSentence } from '../../base/result';
import { type HistoryEntry, type Integrity, type RegistryEvent } from '../../domain/registryChange';
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
  const shared = sharedPasts(recorded.map(stored => stored.event));
  const all = [
    ...recorded.map(stored => ({
      event: stored.event,
      integrity: integrityOf(stored, known),
      concurrent: shared(stored.event),
      unrecorded: false,
    })),
    ...unrecorded.map(event => ({ event, integrity: 'whole' as const, concurrent: false, unrecorded: true })),
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

function integrityOf({ event, intact }: StoredEvent, known: ReadonlySet<string>): Integrity {
  if (!intact) return 'edited';
  return event.parents.every(id => known.has(id)) ? 'whole' : 'parentMissing';
}

/** Tells whether another event was written on top of what this one was written on; two first events share the empty past. */
function sharedPasts(events: readonly RegistryEvent[]): (event: RegistryEvent) => boolean {
  const children = new Map<string, number>();
  const pasts = (event: RegistryEvent): readonly string[] => (event.parents.length === 0 ? [''] : event.parents);
  for (const past of events.flatMap(pasts)) children.set(past, (children.get(past) ?? 0) + 1);
  return event => pasts(event).some(past => (children.get(past) ?? 0) > 1);
}
