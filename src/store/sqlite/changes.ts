import { failure, success, type Result } from '../../base/result';
import { planAliasChange, planStageChange } from '../../domain/planChange';
import { changePlan } from '../../domain/changePlan';
import {
  type ChangePlan,
  type ChangeRequest,
  type HistoryEntry,
  type LoadEffect,
  type Move,
  type RegistryEvent,
} from '../../domain/registryChange';
import { checkAlias } from '../../domain/registryNames';
import { type ModelName } from '../../domain/ids';
import { moveObstacle, type RegistryState } from '../../domain/registryState';
import { shownText } from '../../domain/shownText';
import { eventToTags, type StoredEvent } from '../history/eventTags';
import { historyEntries } from '../history/historyEntries';
import { planRollback } from '../history/planRollback';
import { recordChange } from '../history/recordChange';
import { type Connection } from './connection';
import { knownEvents, readSituation, type RegistrySituation } from './registrySituation';
import { writeTag } from './tagTables';

const LONGEST_REASON = 10_000;

/** Who makes a change, when and why. */
export interface ChangeMaker {
  readonly actor: string;
  readonly now: number;
  readonly reason: string;
}

/** Works a change out. Runs within a read. */
export function planChange(connection: Connection, request: ChangeRequest, now: number): Result<ChangePlan> {
  const situation = readSituation(connection, request.model, now);
  if (!situation.ok) return situation;
  const { state } = situation.value;
  if (request.action === 'stage') return planStageChange(state, request);
  if (request.action === 'rollback') return planRollback(state, knownEvents(situation.value), request.target);
  return connection.has('registered_model_aliases') ? planAliasChange(state, request) : noAliases();
}

/** History, newest first. Runs within a read. */
export function readHistory(connection: Connection, model: ModelName, now: number): Result<readonly HistoryEntry[]> {
  const situation = readSituation(connection, model, now);
  if (!situation.ok) return situation;
  const { state, recorded, unrecorded } = situation.value;
  return success(historyEntries(state, recorded, unrecorded));
}

/**
 * Makes a planned change and records it, with what was changed elsewhere before it. Runs within a write: everything that
 * the plan rests on is read again there, and if any of it is not as planned, nothing is written.
 */
export function applyChange(connection: Connection, plan: ChangePlan, by: ChangeMaker): Result<RegistryEvent> {
  if (by.reason.length > LONGEST_REASON)
    return failure('invalid', `A reason has at most ${LONGEST_REASON.toLocaleString('en-US')} characters.`);
  const situation = readSituation(connection, plan.model, by.now);
  if (!situation.ok) return situation;
  const checked = checkPlan(situation.value, plan);
  if (!checked.ok) return checked;
  return success(makeMoves(connection, situation.value, plan, by));
}

/** Makes the moves of a plan, which was checked, and records them. Runs within a write. */
export function makeMoves(connection: Connection, situation: RegistrySituation, plan: ChangePlan, by: ChangeMaker): RegistryEvent {
  for (const move of plan.moves) makeMove(connection, plan.model, move, by.now);
  if (plan.moves.some(move => move.kind === 'stage')) touchModel(connection, plan.model, by.now);
  return record(connection, situation, plan, by);
}

function checkPlan(situation: RegistrySituation, plan: ChangePlan): Result<void> {
  const { state } = situation;
  if (plan.action === 'rollback') return checkRollback(situation, plan);
  const obstacles = plan.moves.flatMap(move => moveObstacle(state, move) ?? []);
  if (obstacles.length > 0) return overtaken(obstacles.join(', and '));
  const wrong = planProblem(plan);
  if (wrong !== null) return failure('invalid', wrong);
  const unexpected = unexpectedLoad(state, plan);
  return unexpected === null ? success(undefined) : overtaken(loadedNow(unexpected));
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

function overtaken(what: string): Result<never> {
  return failure('conflict', `Nothing was changed: ${what}.`, { nextStep: 'Look at it again and decide anew.' });
}

/** As MLflow's transition and alias calls do: a stage touches the version's time, an alias touches none. */
function makeMove(connection: Connection, model: ModelName, move: Move, now: number): void {
  if (move.kind === 'stage') {
    connection.run(
      `UPDATE model_versions SET current_stage = @stage, last_updated_time = @now
       WHERE name = @model AND version = CAST(@version AS INTEGER)${connection.inWorkspace('model_versions')}`,
      { stage: move.to, now, model, version: move.version },
    );
    return;
  }
  const where = `WHERE name = @model AND alias = @alias${connection.inWorkspace('registered_model_aliases')}`;
  connection.run(`DELETE FROM registered_model_aliases ${where}`, { model, alias: move.alias });
  if (move.to === null) return;
  connection.insert('registered_model_aliases', { name: model, alias: move.alias, version: move.to });
}

function touchModel(connection: Connection, model: ModelName, now: number): void {
  connection.run(
    `UPDATE registered_models SET last_updated_time = @now WHERE name = @model${connection.inWorkspace('registered_models')}`,
    { model, now },
  );
}

function record(connection: Connection, situation: RegistrySituation, plan: ChangePlan, by: ChangeMaker): RegistryEvent {
  const observed: StoredEvent[] = situation.unrecorded.map(event => ({ event, intact: true }));
  const event = recordChange(plan, [...situation.recorded, ...observed], { actor: by.actor, at: by.now, reason: by.reason });
  const tags = [...observed.map(stored => stored.event), event].flatMap(eventToTags);
  for (const tag of tags) writeTag(connection, { kind: 'model', name: plan.model }, tag);
  return event;
}

function noAliases(): Result<never> {
  return failure('unsupported', 'This database is from an MLflow without aliases.', { nextStep: 'Upgrade it with MLflow 2.3 or later.' });
}
