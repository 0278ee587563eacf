import { type Move, type RegistryEvent } from './registryChange';

/**
 * For each event, by id, the nearest earlier one of the list that moves the same thing and of which its writer did not
 * know: two people at once. Where a parent is missing nothing says what the writer knew, and the event counts as one that
 * follows. Quick for a chain; where lines run side by side, as the square of their length.
 * @param events oldest first, every event after its parents.
 */
export function concurrentEvents(events: readonly RegistryEvent[]): ReadonlyMap<string, RegistryEvent> {
  const found = new Map<string, RegistryEvent>();
  const past = new Past(events);
  for (const [index, event] of events.entries()) {
    const rival = past.unknownTo(index).findLast(other => touchSame(other, event));
    if (rival !== undefined) found.set(event.id, rival);
  }
  return found;
}

/** What came before each event, looked at from the first event on. */
class Past {
  private readonly places: ReadonlyMap<string, number>;
  /** Places of events before which there is nothing that they do not follow. */
  private readonly joined = new Set<number>();

  constructor(private readonly events: readonly RegistryEvent[]) {
    this.places = new Map(events.map((event, index) => [event.id, index]));
  }

  /** The earlier events that an event does not follow, in order. */
  unknownTo(index: number): readonly RegistryEvent[] {
    const followed = new Set<number>();
    let floor = -1;
    const waiting = this.parentsOf(index);
    for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
      if (place <= floor || followed.has(place)) continue;
      followed.add(place);
      if (this.joined.has(place)) floor = place;
      else waiting.push(...this.parentsOf(place));
    }
    const unknown = this.events.slice(floor + 1, index).filter((_, offset) => !followed.has(floor + 1 + offset));
    if (unknown.length === 0) this.joined.add(index);
    return unknown;
  }

  /** Places of its parents; of the event before it in the list if one is missing. */
  private parentsOf(index: number): number[] {
    const places = (this.events[index]?.parents ?? []).map(id => this.places.get(id) ?? index - 1);
    return places.filter(place => place >= 0 && place < index);
  }
}

function touchSame(a: RegistryEvent, b: RegistryEvent): boolean {
  const touched = new Set(a.moves.map(thingOf));
  return b.moves.some(move => touched.has(thingOf(move)));
}

/** What a move moves, as a key. */
function thingOf(move: Move): string {
  return move.kind === 'stage' ? `v${move.version}` : `@${move.alias}`;
}
