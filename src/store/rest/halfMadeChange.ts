import { failure, success, type Result } from '../../base/result';
import { type ModelName } from '../../domain/ids';
import { type Move } from '../../domain/registryChange';
import { moveObstacle, type RegistryState } from '../../domain/registryState';
import { eventsFromTags, eventToTags } from '../history/eventTags';
import { intentsFromTags, inverse, isMade, isPending, type FoundIntent, type Intent } from '../history/intents';
import { type RegistryCalls, type RegistryReading } from './registryCalls';

/** How a change stands: what of it is made, what is to be made, and what somebody else moved elsewhere. */
interface Standing {
  readonly made: readonly Move[];
  readonly pending: readonly Move[];
  /** Parts of a sentence that say what is so now. */
  readonly obstacles: readonly string[];
  readonly recorded: boolean;
  /** Whether the intent is still there: another client may have seen to it. */
  readonly noted: boolean;
}

export type Outcome =
  | { readonly kind: 'finished' }
  /** @param why what somebody else did, as parts of a sentence; empty if nothing had been moved. */
  | { readonly kind: 'undone'; readonly why: readonly string[]; readonly left: readonly string[] };

/**
 * Makes the moves of an intent that are not made yet, reading everything again after each, and then records the change.
 * If something of it was moved elsewhere meanwhile, it takes back what it made and nobody else touched. Whether it is the
 * first attempt or the repair of an interruption is the same, and it can be interrupted again anywhere.
 */
export async function finishOrUndo(
  calls: RegistryCalls,
  model: ModelName,
  intent: Intent,
  first: RegistryReading,
): Promise<Result<Outcome>> {
  let standing = standingOf(first, intent);
  while (applies(standing)) {
    const [next] = standing.pending;
    if (next === undefined) return await record(calls, model, intent);
    const before = standing.pending.length;
    const moved = await calls.move(model, next);
    const reading = await calls.read(model);
    if (!reading.ok) return reading;
    standing = standingOf(reading.value, intent);
    if (applies(standing) && standing.pending.length >= before) return await giveUp(calls, model, intent, { standing, refused: moved });
  }
  if (standing.recorded) return await forget(calls, model, intent.id);
  if (!standing.noted) return failure('conflict', 'Another client saw to this change meanwhile.', { nextStep: 'Look at the history.' });
  return await undo(calls, model, intent, standing);
}

/** Whether what is left of it is still to be done, and can be. */
function applies(standing: Standing): boolean {
  return standing.noted && !standing.recorded && standing.obstacles.length === 0;
}

/** Whether any of its moves is made, or was and is recorded. */
export function hasBegun(reading: RegistryReading, intent: Intent): boolean {
  const { made, recorded } = standingOf(reading, intent);
  return recorded || made.length > 0;
}

/** Removes an intent: whatever it noted is done, or was never begun. */
export async function forget(calls: RegistryCalls, model: ModelName, id: string): Promise<Result<Outcome>> {
  const reading = await calls.read(model);
  if (!reading.ok) return reading;
  const removed = await removeIntent(
    calls,
    model,
    intentsFromTags(reading.value.tags).find(found => found.id === id),
  );
  return removed.ok ? success({ kind: 'finished' }) : removed;
}

export async function removeIntent(calls: RegistryCalls, model: ModelName, found: FoundIntent | undefined): Promise<Result<void>> {
  for (const key of found?.keys ?? []) {
    const removed = await calls.removeTag(model, key);
    if (!removed.ok) return removed;
  }
  return success(undefined);
}

/** Writes the events, and then that nothing is under way any more. What is written twice is the same. */
async function record(calls: RegistryCalls, model: ModelName, intent: Intent): Promise<Result<Outcome>> {
  for (const tag of intent.events.flatMap(eventToTags)) {
    const written = await calls.setTag(model, tag);
    if (!written.ok) {
      return failure(written.failure.reason, `What was moved could not be recorded: ${written.failure.message}`, {
        nextStep: 'Connect again: then it is recorded.',
      });
    }
  }
  // If this fails, whoever comes next finds the change recorded, and removes what is left of its note.
  await forget(calls, model, intent.id);
  return success({ kind: 'finished' });
}

/** The server refuses a step, say, because the user may not make it, or does not make it: then none is made. */
async function giveUp(
  calls: RegistryCalls,
  model: ModelName,
  intent: Intent,
  at: { readonly standing: Standing; readonly refused: Result<void> },
): Promise<Result<Outcome>> {
  const undone = await undo(calls, model, intent, at.standing);
  if (!undone.ok) return undone;
  return at.refused.ok ? failure('unavailable', 'The server did not move what it was asked to.', { nextStep: 'Try again.' }) : at.refused;
}

/** Takes back, last first, what is still where the change put it, so that Production is not empty on the way back either. */
async function undo(calls: RegistryCalls, model: ModelName, intent: Intent, standing: Standing): Promise<Result<Outcome>> {
  const left: string[] = [];
  for (const move of [...standing.made].reverse()) {
    const reading = await calls.read(model);
    if (!reading.ok) return reading;
    const obstacle = moveObstacle(reading.value.state, inverse(move));
    const back = obstacle === null ? await calls.move(model, inverse(move)) : success(undefined);
    if (!back.ok) return back;
    if (obstacle !== null) left.push(obstacle);
  }
  const forgotten = await forget(calls, model, intent.id);
  return forgotten.ok ? success({ kind: 'undone', why: standing.obstacles, left }) : forgotten;
}

function standingOf(reading: RegistryReading, intent: Intent): Standing {
  const { state, tags } = reading;
  const event = intent.events.at(-1)?.id;
  const pending = intent.moves.filter(move => isPending(state, move));
  return {
    made: intent.moves.filter(move => isMade(state, move)),
    pending,
    obstacles: intent.moves.flatMap(move => obstacleTo(state, move)),
    recorded: eventsFromTags(tags).some(stored => stored.event.id === event),
    noted: intentsFromTags(tags).some(found => found.id === intent.id),
  };
}

function obstacleTo(state: RegistryState, move: Move): string[] {
  if (isMade(state, move)) return [];
  const obstacle = moveObstacle(state, move);
  return obstacle === null ? [] : [obstacle];
}
