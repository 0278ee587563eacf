import { type RegistryEvent } from '../../domain/registryChange';
import { type RegistryState } from '../../domain/registryState';
import { inOrder } from './eventOrder';
import { eventsFromTags, type StoredEvent } from './eventTags';
import { intentsFromTags, stateBefore } from './intents';
import { observeChanges } from './observeChanges';
import { type Tag } from './taggedText';

/** Where a model's versions and aliases stand now, and what history says of how they came there. */
export interface RegistrySituation {
  readonly state: RegistryState;
  /** In order, oldest first. */
  readonly recorded: readonly StoredEvent[];
  /** What was changed elsewhere since the newest event, oldest first. */
  readonly unrecorded: readonly RegistryEvent[];
}

/**
 * What a model's tags make of its state.
 * @param created when the model was created; null if the store does not say.
 */
export function situationOf(
  state: RegistryState,
  tags: readonly Tag[],
  times: { readonly created: number | null; readonly now: number },
): RegistrySituation {
  const recorded = inOrder(eventsFromTags(tags));
  const known = new Set(recorded.map(stored => stored.event.id));
  const underWay = intentsFromTags(tags).filter(found => !known.has(found.intent?.events.at(-1)?.id ?? ''));
  const seen = stateBefore(state, underWay);
  return { state, recorded, unrecorded: observeChanges(seen, recorded, { created: times.created ?? times.now, now: times.now }) };
}

/** All events, the unrecorded ones last. */
export function knownEvents(situation: RegistrySituation): RegistryEvent[] {
  return [...situation.recorded.map(stored => stored.event), ...situation.unrecorded];
}
