import { failure, success, type Result } from '../../base/result';
import { type LifecycleStage } from '../../domain/experiment';
import { type RunId } from '../../domain/ids';
import { checkRunName } from '../../domain/registryNames';
import { type Run } from '../../domain/run';
import { shownText } from '../../domain/shownText';
import { type Connection, type Parameters } from './connection';
import { getRun } from './runs';
import { writeTag } from './tagTables';

/** The tag that repeats the name of a run. MLflow keeps both alike, and searches the tag. */
export const RUN_NAME_TAG = 'mlflow.runName';

/** Renames an active run, its tag included. Runs within a write. */
export function renameRun(connection: Connection, id: RunId, name: string): Result<Run> {
  const checked = checkRunName(name);
  if (!checked.ok) return checked;
  const run = findActiveRun(connection, id);
  if (!run.ok) return run;
  connection.run('UPDATE runs SET name = @name WHERE run_uuid = @id', { name, id });
  writeTag(connection, { kind: 'run', runId: id }, { key: RUN_NAME_TAG, value: name });
  return getRun(connection, id);
}

/** Deletes or restores runs: all of them or, if one is not there, none. Runs within a write. */
export function setRunStage(connection: Connection, runs: readonly RunId[], stage: LifecycleStage, now: number): Result<void> {
  const ids = JSON.stringify(runs);
  const missing = connection.row<{ id: string }>(
    'SELECT j.value AS id FROM json_each(@ids) j WHERE NOT EXISTS (SELECT 1 FROM runs r WHERE r.run_uuid = j.value) LIMIT 1',
    { ids },
  );
  if (missing !== undefined) {
    return failure('not_found', `There is no run '${shownText(missing.id)}': nothing was changed.`, {
      nextStep: 'Refresh: it may have been removed.',
    });
  }
  markRuns(connection, { sql: 'r.run_uuid IN (SELECT value FROM json_each(@ids))', parameters: { ids } }, { stage, now });
  return success(undefined);
}

/** Runs by a condition on `runs r`. */
interface SomeRuns {
  readonly sql: string;
  readonly parameters: Parameters;
}

/** As MLflow's delete and restore of a run. Runs within a write. */
export function markRuns(connection: Connection, runs: SomeRuns, change: { stage: LifecycleStage; now: number }): void {
  const isDeleted = change.stage === 'deleted';
  if (isDeleted) deleteAssessments(connection, runs);
  connection.run(`UPDATE runs AS r SET lifecycle_stage = @stage, deleted_time = @deletedTime WHERE ${runs.sql}`, {
    ...runs.parameters,
    stage: change.stage,
    deletedTime: isDeleted ? change.now : null,
  });
}

/** A run that may be written to. */
export function findActiveRun(connection: Connection, id: RunId): Result<Run> {
  const run = getRun(connection, id);
  if (!run.ok || run.value.lifecycleStage === 'active') return run;
  return failure('invalid', `The run '${shownText(run.value.runName || id)}' is deleted: nothing of it can be changed.`, {
    nextStep: 'Restore it first.',
  });
}

/** What an assessment's metadata, JSON as Python writes it, says before the id of the run that it was made by. */
const SOURCE_RUN = '"mlflow.assessment.sourceRunId": "';

/** MLflow 3 deletes the assessments that a deleted run made. */
function deleteAssessments(connection: Connection, runs: SomeRuns): void {
  if (!connection.has('assessments', 'assessment_metadata')) return;
  const afterKey = 'substr(assessment_metadata, instr(assessment_metadata, @sourceRun) + length(@sourceRun))';
  connection.run(
    `DELETE FROM assessments WHERE instr(assessment_metadata, @sourceRun) > 0
       AND substr(${afterKey}, 1, instr(${afterKey}, '"') - 1) IN (SELECT r.run_uuid FROM runs r WHERE ${runs.sql})`,
    { ...runs.parameters, sourceRun: SOURCE_RUN },
  );
}
