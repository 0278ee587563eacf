import { type ChangePlan, type RegistryEvent } from '../../domain/registryChange';
import { heads } from './eventOrder';
import { sealEvent } from './eventSeal';
import { type StoredEvent } from './eventTags';
import { type RegistrySituation } from './registrySituation';

/** Who makes a change, when and why. */
export interface ChangeMaker {
  readonly actor: string;
  readonly now: number;
  readonly reason: string;
}

/** The event of a planned change, and all that is to be written with it: what was changed elsewhere before it comes first. */
export function recordSituation(
  situation: RegistrySituation,
  plan: ChangePlan,
  by: ChangeMaker,
): { readonly event: RegistryEvent; readonly toWrite: readonly RegistryEvent[] } {
  const observed: StoredEvent[] = situation.unrecorded.map(event => ({ event, intact: true }));
  const event = recordChange(plan, [...situation.recorded, ...observed], { actor: by.actor, at: by.now, reason: by.reason });
  return { event, toWrite: [...situation.unrecorded, event] };
}

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
