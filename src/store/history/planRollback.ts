import { failure, success, type Result } from '../../base/result';
import { beginnings } from '../../domain/beginnings';
import { changePlan } from '../../domain/changePlan';
import { type ChangePlan, type Move, type RegistryEvent, type RollbackTarget } from '../../domain/registryChange';
import { moveObstacle, type RegistryState } from '../../domain/registryState';
import { shownText } from '../../domain/shownText';
import { inverse } from './intents';
import { undoneBy } from './undone';

/**
 * What rolling back changes: for the stages and aliases that one event changed, the state before it. By stage or alias,
 * the event is the newest that touches it and is neither a roll back nor taken back already, so that each further call
 * goes one further back; by id (or an unambiguous beginning of it) any event, a roll back included, which is a redo.
 * 'conflict' if something that the event moved was moved again or deleted since: the sentence names where it is now.
 * @param events oldest first, a change that is seen but not recorded yet included.
 */
export function planRollback(state: RegistryState, events: readonly RegistryEvent[], target: RollbackTarget): Result<ChangePlan> {
  const facts = rollbackFacts(events);
  const found = target.kind === 'event' ? eventById(events, target.id) : newestTouching(events, facts.undoneBy, target);
  return found.ok ? planUndoing(state, found.value, facts) : found;
}

/** What a history says of whether its events can be rolled back. */
export interface RollbackFacts {
  readonly undoneBy: ReadonlyMap<string, string>;
  readonly beginnings: ReadonlySet<string>;
}

/** @param events oldest first. */
export function rollbackFacts(events: readonly RegistryEvent[]): RollbackFacts {
  return { undoneBy: undoneBy(events), beginnings: beginnings(events) };
}

/** What taking this event back changes. */
export function planUndoing(state: RegistryState, event: RegistryEvent, facts: RollbackFacts): Result<ChangePlan> {
  const undoer = facts.undoneBy.get(event.id);
  if (undoer !== undefined) return failure('invalid', `This change was rolled back already, by ${undoer.slice(0, 8)}.`);
  if (facts.beginnings.has(event.id)) return failure('invalid', 'This was so when history began: what was before is not known.');
  const moves = event.moves.map(inverse).reverse();
  const obstacles = moves.flatMap(move => moveObstacle(state, move) ?? []);
  if (obstacles.length > 0) {
    return failure('conflict', `This change cannot be rolled back any more: ${obstacles.join(', and ')}.`, {
      nextStep: 'Set the stages and aliases that you want one by one.',
    });
  }
  return success(changePlan(state, { action: 'rollback', moves, undoes: event.id }));
}

function eventById(events: readonly RegistryEvent[], id: string): Result<RegistryEvent> {
  const exact = events.find(event => event.id === id);
  if (exact) return success(exact);
  const [only, another] = id.length < 4 ? [] : events.filter(event => event.id.startsWith(id));
  if (only && !another) return success(only);
  if (another) return failure('invalid', `Several events begin with '${shownText(id)}'.`, { nextStep: 'Give more of the id.' });
  return failure('not_found', `The history has no event '${shownText(id)}'.`, { nextStep: 'The ids are in the history.' });
}

function newestTouching(
  events: readonly RegistryEvent[],
  undone: ReadonlyMap<string, string>,
  target: Exclude<RollbackTarget, { kind: 'event' }>,
): Result<RegistryEvent> {
  const candidates = events.filter(
    event => event.action !== 'rollback' && !undone.has(event.id) && event.moves.some(move => touches(move, target)),
  );
  const newest = candidates.at(-1);
  if (newest !== undefined) return success(newest);
  const what = target.kind === 'stage' ? target.stage : `@${shownText(target.alias)}`;
  return failure('not_found', `There is no change of ${what} left to roll back.`);
}

function touches(move: Move, target: Exclude<RollbackTarget, { kind: 'event' }>): boolean {
  if (target.kind === 'alias') return move.kind === 'alias' && move.alias === target.alias;
  return move.kind === 'stage' && (move.from === target.stage || move.to === target.stage);
}
