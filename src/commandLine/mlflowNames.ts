import { toJsonNumber } from '../base/json';
import { type Experiment } from '../domain/experiment';
import { type ModelVersion, type RegisteredModel } from '../domain/registeredModel';
import { type Run } from '../domain/run';

/** What the lists print, in MLflow's own field names. Times are epoch milliseconds, ids and versions strings. */

export function experimentJson(experiment: Experiment) {
  return {
    experiment_id: experiment.experimentId,
    name: experiment.name,
    artifact_location: experiment.artifactLocation,
    lifecycle_stage: experiment.lifecycleStage,
    creation_time: experiment.creationTime,
    last_update_time: experiment.lastUpdateTime,
    tags: experiment.tags,
  };
}

export function runJson(run: Run) {
  return {
    run_id: run.runId,
    run_name: run.runName,
    experiment_id: run.experimentId,
    status: run.status,
    start_time: run.startTime,
    end_time: run.endTime,
    user_id: run.userId,
    lifecycle_stage: run.lifecycleStage,
    artifact_uri: run.artifactUri,
    metrics: Object.fromEntries(Object.entries(run.metrics).map(([key, value]) => [key, toJsonNumber(value)])),
    params: run.params,
    tags: run.tags,
  };
}

export function modelJson(model: RegisteredModel) {
  return {
    name: model.name,
    description: model.description,
    creation_timestamp: model.creationTime,
    last_updated_timestamp: model.lastUpdateTime,
    tags: model.tags,
    aliases: model.aliases,
    latest_versions: model.latestVersions.map(versionJson),
  };
}

export function versionJson(version: ModelVersion) {
  return {
    name: version.name,
    version: version.version,
    current_stage: version.stage,
    status: version.status,
    source: version.source,
    run_id: version.runId,
    description: version.description,
    aliases: version.aliases,
    tags: version.tags,
    creation_timestamp: version.creationTime,
    last_updated_timestamp: version.lastUpdateTime,
  };
}
