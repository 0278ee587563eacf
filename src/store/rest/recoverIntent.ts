import { success, type Result } from '../../base/result';
import { type ModelName } from '../../domain/ids';
import { type RegistryEvent } from '../../domain/registryChange';
import { shownText } from '../../domain/shownText';
import { type RecoveredChange } from '../contract';
import { eventsFromTags } from '../history/eventTags';
import { intentsFromTags, type FoundIntent } from '../history/intents';
import { finishOrUndo, forget, hasBegun, removeIntent, type Outcome } from './halfMadeChange';
import { type RegistryCalls, type RegistryReading } from './registryCalls';

/** Finishes a change that was left half-made, or undoes it where it no longer fits. Null if another client did so meanwhile. */
export async function recoverIntent(calls: RegistryCalls, model: ModelName, found: FoundIntent): Promise<Result<RecoveredChange | null>> {
  const reading = await calls.read(model);
  if (!reading.ok) return reading;
  if (!intentsFromTags(reading.value.tags).some(its => its.id === found.id)) return success(null);
  const { intent } = found;
  if (intent === null) return await removeRest(calls, model, found, reading.value);
  if (!hasBegun(reading.value, intent)) {
    const removed = await forget(calls, model, found.id);
    return removed.ok ? success(neverBegun(model, intent.events.at(-1))) : removed;
  }
  const outcome = await finishOrUndo(calls, model, intent, reading.value);
  if (!outcome.ok && outcome.failure.reason === 'conflict') return success(null);
  return outcome.ok ? success(recovered(model, intent.events.at(-1), outcome.value)) : outcome;
}

/** Of what is not there whole either nothing was begun, or all is recorded. */
async function removeRest(
  calls: RegistryCalls,
  model: ModelName,
  found: FoundIntent,
  reading: RegistryReading,
): Promise<Result<RecoveredChange>> {
  const recorded = eventsFromTags(reading.tags).find(({ event }) => found.event !== '' && event.id.startsWith(found.event));
  const removed = await removeIntent(calls, model, found);
  if (!removed.ok) return removed;
  return success(recorded === undefined ? neverBegun(model, undefined) : recovered(model, recorded.event, { kind: 'finished' }));
}

function neverBegun(model: ModelName, event: RegistryEvent | undefined): RecoveredChange {
  return { model, outcome: 'undone', sentence: `${what(model, event)} was interrupted before it moved anything: nothing is changed.` };
}

function recovered(model: ModelName, event: RegistryEvent | undefined, outcome: Outcome): RecoveredChange {
  if (outcome.kind === 'finished')
    return { model, outcome: 'finished', sentence: `${what(model, event)} was interrupted, and is finished now.` };
  const left = outcome.left.length === 0 ? '' : ` Not everything could be taken back: ${outcome.left.join(', and ')}.`;
  return {
    model,
    outcome: 'undone',
    sentence: `${what(model, event)} was interrupted, and is undone now, because ${outcome.why.join(', and ')}.${left}`,
  };
}

function what(model: ModelName, event: RegistryEvent | undefined): string {
  if (event === undefined) return `A change of ${shownText(model)}`;
  const moves = event.moves.map(move =>
    move.kind === 'stage'
      ? `version ${move.version} to ${move.to}`
      : `@${shownText(move.alias)} to ${move.to === null ? 'no version' : `version ${move.to}`}`,
  );
  return `A change of ${shownText(model)} by ${shownText(event.actor)} (${moves.join(', ')})`;
}
