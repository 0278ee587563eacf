import { failure, success, type Result } from '../../base/result';
import { changePlan } from '../../domain/changePlan';
import { planAliasChange, planStageChange } from '../../domain/planChange';
import { type ChangePlan, type ChangeRequest, type LoadEffect, type Move } from '../../domain/registryChange';
import { checkAlias } from '../../domain/registryNames';
import { moveObstacle, type RegistryState } from '../../domain/registryState';
import { shownText } from '../../domain/shownText';
import { planRollback } from './planRollback';
import { knownEvents, type RegistrySituation } from './registrySituation';

const LONGEST_REASON = 10_000;

/** Works a change out from where things stand. */
export function planRequest(situation: RegistrySituation, request: ChangeRequest): Result<ChangePlan> {
  if (request.action === 'stage') return planStageChange(situation.state, request);
  if (request.action === 'rollback') return planRollback(situation.state, knownEvents(situation), request.target);
  return planAliasChange(situation.state, request);
}

export function checkReason(reason: string): Result<void> {
  if (reason.length <= LONGEST_REASON) return success(undefined);
  return failure('invalid', `A reason has at most ${LONGEST_REASON.toLocaleString('en-US')} characters.`);
}

/** Whether a plan still holds: 'conflict' if what it moves, or what it said would load, is not as it was planned. */
export function checkPlan(situation: RegistrySituation, plan: ChangePlan): Result<void> {
  const { state } = situation;
  if (plan.action === 'rollback') return checkRollback(situation, plan);
  const obstacles = plan.moves.flatMap(move => moveObstacle(state, move) ?? []);
  if (obstacles.length > 0) return overtaken(obstacles.join(', and '));
  const wrong = planProblem(plan);
  if (wrong !== null) return failure('invalid', wrong);
  const unexpected = unexpectedLoad(state, plan);
  return unexpected === null ? success(undefined) : overtaken(loadedNow(unexpected));
}

/** Says that a change was not made because something is not as it was planned. @param what a part of a sentence. */
export function overtaken(what: string): Result<never> {
  return failure('conflict', `Nothing was changed: ${what}.`, { nextStep: 'Look at it again and decide anew.' });
}

/** A roll back is worked out again: another one may have been made meanwhile. */
function checkRollback(situation: RegistrySituation, plan: ChangePlan): Result<void> {
  const again = planRollback(situation.state, knownEvents(situation), { kind: 'event', id: plan.undoes ?? '' });
  if (!again.ok) return again.failure.reason === 'invalid' ? failure('conflict', again.failure.message) : again;
  const same = JSON.stringify(again.value.moves.map(moveKey)) === JSON.stringify(plan.moves.map(moveKey));
  return same ? success(undefined) : overtaken('the change that is rolled back is recorded differently now');
}

function moveKey(move: Move): readonly (string | null)[] {
  return [move.kind, move.kind === 'stage' ? move.version : move.alias, move.from, move.to];
}

/** What a plan that came from elsewhere could get wrong and a planner does not. */
function planProblem(plan: ChangePlan): string | null {
  const moved = plan.moves.map(move => (move.kind === 'stage' ? `version ${move.version}` : `@${move.alias}`));
  if (moved.length === 0) return 'This plan changes nothing.';
  if (plan.undoes !== null) return 'Only a roll back takes a change back.';
  if (new Set(moved).size < moved.length) return 'This plan moves one thing twice.';
  const alias = plan.moves.find(move => move.kind === 'alias' && move.to !== null);
  const checked = alias?.kind === 'alias' ? checkAlias(alias.alias) : null;
  return checked === null || checked.ok ? null : checked.failure.message;
}

/** What loads otherwise than the plan promised, though nothing that it moves has moved: say, a higher version arrived. */
function unexpectedLoad(state: RegistryState, plan: ChangePlan): LoadEffect | null {
  const actual = changePlan(state, { action: plan.action, moves: plan.moves, undoes: plan.undoes }).loads;
  return (
    actual.find(
      load => !plan.loads.some(planned => planned.uri === load.uri && planned.before === load.before && planned.after === load.after),
    ) ?? null
  );
}

function loadedNow(load: LoadEffect): string {
  return `${shownText(load.uri)} loads ${load.before === null ? 'nothing' : `version ${load.before}`} now`;
}
