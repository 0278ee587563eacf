import { beginnings } from './beginnings';
import { concurrentEvents } from './concurrentEvents';
import { type HistoryEntry, type RegistryEvent } from './registryChange';

/** Why it is not known to the millisecond when an event took effect. */
type SpanDoubt = 'beginning' | 'observed' | 'clocks' | 'concurrent';

/** When an event took effect: at `earliest` or later, and at `latest` at the latest. Epoch milliseconds. */
export interface EventSpan {
  readonly entry: HistoryEntry;
  readonly earliest: number;
  readonly latest: number;
  /** Null where the two are one moment. */
  readonly doubt: SpanDoubt | null;
}

/**
 * When each event of a history took effect, oldest first. An event made here says its time; one that was only noticed says
 * between which times it was made. The order is that of parents, not of clocks: where a clock contradicts it, the events
 * took effect somewhere between the times that they give. Where two people changed the same thing at once, the one that is
 * listed last won, but may have come as early as the other.
 * @param history newest first, as a store gives it.
 */
export function eventSpans(history: readonly HistoryEntry[]): readonly EventSpan[] {
  const entries = [...history].reverse();
  const events = entries.map(entry => entry.event);
  const first = beginnings(events);
  const rivals = concurrentEvents(events);
  const earliest = earliestTimes(events, first);
  const latest = latestTimes(events);
  return entries.map(entry => {
    const { id } = entry.event;
    const ordered = { earliest: earliest.get(id) ?? entry.event.at, latest: latest.get(id) ?? entry.event.at };
    const rival = rivals.get(id);
    const beside = rival === undefined ? ordered.earliest : Math.min(ordered.earliest, latest.get(rival.id) ?? rival.at);
    return {
      entry,
      earliest: beside,
      latest: ordered.latest,
      doubt: doubtOf(entry.event, { ...ordered, beside, isBeginning: first.has(id) }),
    };
  });
}

interface Known {
  readonly earliest: number;
  readonly latest: number;
  readonly beside: number;
  readonly isBeginning: boolean;
}

function doubtOf(event: RegistryEvent, { earliest, latest, beside, isBeginning }: Known): SpanDoubt | null {
  if (beside >= latest) return null;
  if (isBeginning) return 'beginning';
  const own = ownTimes(event);
  if (earliest < own.earliest || latest > own.latest) return 'clocks';
  return beside < earliest ? 'concurrent' : 'observed';
}

/** No event is later than one that follows it. */
function earliestTimes(events: readonly RegistryEvent[], first: ReadonlySet<string>): Map<string, number> {
  const times = new Map(events.map(event => [event.id, ownTimes(event).earliest]));
  for (const event of [...events].reverse()) {
    const own = times.get(event.id) ?? event.at;
    for (const parent of event.parents) {
      const its = times.get(parent);
      // When history began the same look saw several things: none of them says when the others were made.
      if (its !== undefined && own < its && !first.has(event.id)) times.set(parent, own);
    }
  }
  return times;
}

/** No event is earlier than one that it follows. */
function latestTimes(events: readonly RegistryEvent[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const event of events) {
    const parents = event.parents.flatMap(id => times.get(id) ?? []);
    times.set(
      event.id,
      parents.reduce((latest, time) => Math.max(latest, time), ownTimes(event).latest),
    );
  }
  return times;
}

function ownTimes(event: RegistryEvent): { readonly earliest: number; readonly latest: number } {
  const { observed, at } = event;
  if (observed === undefined) return { earliest: at, latest: at };
  return { earliest: Math.min(observed.lastSeen, observed.firstSeen), latest: Math.max(observed.lastSeen, observed.firstSeen) };
}
