import { failure, success, type Result } from '../../base/result';
import { type Experiment, type LifecycleStage } from '../../domain/experiment';
import { type ExperimentId } from '../../domain/ids';
import { checkExperimentName } from '../../domain/registryNames';
import { shownText } from '../../domain/shownText';
import { type Connection } from './connection';
import { checkNameIsFree, findExperimentById } from './experiments';
import { markRuns } from './runChanges';

/** Renames an active experiment. Runs within a write. */
export function renameExperiment(connection: Connection, id: ExperimentId, name: string, now: number): Result<Experiment> {
  const checked = checkExperimentName(name);
  if (!checked.ok) return checked;
  const experiment = findActiveExperiment(connection, id);
  if (!experiment.ok) return experiment;
  const free = name === experiment.value.name ? success(undefined) : checkNameIsFree(connection, name);
  if (!free.ok) return free;
  connection.run('UPDATE experiments SET name = @name, last_update_time = @now WHERE experiment_id = CAST(@id AS INTEGER)', {
    name,
    now,
    id,
  });
  return findExperimentById(connection, id);
}

/**
 * Deletes an active experiment with its runs, or restores a deleted one with all of its runs, those that were deleted
 * one by one before it included: MLflow does not tell them apart. Runs within a write.
 */
export function setExperimentStage(connection: Connection, id: ExperimentId, stage: LifecycleStage, now: number): Result<void> {
  const experiment = findExperimentById(connection, id);
  if (!experiment.ok) return experiment;
  if (experiment.value.lifecycleStage === stage) {
    return failure(
      'invalid',
      `The experiment '${shownText(experiment.value.name)}' is ${stage === 'active' ? 'not deleted' : 'deleted already'}.`,
    );
  }
  connection.run('UPDATE experiments SET lifecycle_stage = @stage, last_update_time = @now WHERE experiment_id = CAST(@id AS INTEGER)', {
    stage,
    now,
    id,
  });
  markRuns(connection, { sql: 'r.experiment_id = CAST(@id AS INTEGER)', parameters: { id } }, { stage, now });
  return success(undefined);
}

/** An experiment that may be written to. */
export function findActiveExperiment(connection: Connection, id: ExperimentId): Result<Experiment> {
  const experiment = findExperimentById(connection, id);
  if (!experiment.ok || experiment.value.lifecycleStage === 'active') return experiment;
  return failure('invalid', `The experiment '${shownText(experiment.value.name)}' is deleted: nothing of it can be changed.`, {
    nextStep: 'Restore it first.',
  });
}
