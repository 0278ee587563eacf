import { type StoredEvent } from './eventTags';

/** Oldest first: an event comes after its parents, whatever the clocks say; among the others, by time, then by id. */
export function inOrder(events: readonly StoredEvent[]): StoredEvent[] {
  const byTime = [...events].sort((a, b) => a.event.at - b.event.at || (a.event.id < b.event.id ? -1 : 1));
  const byId = new Map(byTime.map(stored => [stored.event.id, stored]));
  const entered = new Set<StoredEvent>();
  const ordered = new Set<StoredEvent>();
  const waiting = [...byTime].reverse();
  for (let top = waiting.at(-1); top !== undefined; top = waiting.at(-1)) {
    if (entered.has(top)) {
      waiting.pop();
      ordered.add(top);
    } else {
      entered.add(top);
      const parents = top.event.parents.flatMap(id => byId.get(id) ?? []);
      waiting.push(...parents.filter(parent => !entered.has(parent)));
    }
  }
  return [...ordered];
}

/** The ids of the events that no other event names as its parent: the newest of each line. */
export function heads(events: readonly StoredEvent[]): string[] {
  const parents = new Set(events.flatMap(stored => stored.event.parents));
  return events
    .map(stored => stored.event.id)
    .filter(id => !parents.has(id))
    .sort();
}
