import { type ChangePlan, type RegistryEvent } from '../../domain/registryChange';
import { heads } from './eventOrder';
import { sealEvent } from './eventSeal';
import { type StoredEvent } from './eventTags';

/** The event of a planned change. @param events those recorded before it, in order. */
export function recordChange(
  plan: ChangePlan,
  events: readonly StoredEvent[],
  by: { actor: string; at: number; reason: string },
): RegistryEvent {
  return sealEvent({
    at: by.at,
    actor: by.actor,
    action: plan.action,
    model: plan.model,
    moves: plan.moves,
    reason: by.reason,
    ...(plan.undoes === null ? {} : { undoes: plan.undoes }),
    parents: heads(events),
  });
}
