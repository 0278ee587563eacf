import { failure, success, type Result } from '../../base/result';
import { type ChangePlan, type ChangeRequest, type HistoryEntry, type Move, type RegistryEvent } from '../../domain/registryChange';
import { type ModelName } from '../../domain/ids';
import { checkPlan, checkReason, planRequest } from '../history/checkPlan';
import { eventToTags } from '../history/eventTags';
import { historyEntries } from '../history/historyEntries';
import { recordSituation, type ChangeMaker } from '../history/recordChange';
import { type RegistrySituation } from '../history/registrySituation';
import { type Connection } from './connection';
import { readSituation } from './registrySituation';
import { writeTag } from './tagTables';

/** Works a change out. Runs within a read. */
export function planChange(connection: Connection, request: ChangeRequest, now: number): Result<ChangePlan> {
  const situation = readSituation(connection, request.model, now);
  if (!situation.ok) return situation;
  if (request.action === 'alias' && !connection.has('registered_model_aliases')) return noAliases();
  return planRequest(situation.value, request);
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
  const reason = checkReason(by.reason);
  if (!reason.ok) return reason;
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
  const { event, toWrite } = recordSituation(situation, plan, by);
  for (const tag of toWrite.flatMap(eventToTags)) writeTag(connection, { kind: 'model', name: plan.model }, tag);
  return event;
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

function noAliases(): Result<never> {
  return failure('unsupported', 'This database is from an MLflow without aliases.', { nextStep: 'Upgrade it with MLflow 2.3 or later.' });
}
