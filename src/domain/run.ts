import { type LifecycleStage } from './experiment';
import { type ExperimentId, type LoggedModelId, type ModelName, type RunId, type VersionNumber } from './ids';

export type RunStatus = 'RUNNING' | 'SCHEDULED' | 'FINISHED' | 'FAILED' | 'KILLED';

/** An MLflow run with its latest metrics. Metric values may be NaN or infinite. Times are epoch milliseconds. */
export interface Run {
  readonly runId: RunId;
  readonly runName: string;
  readonly experimentId: ExperimentId;
  readonly status: RunStatus;
  readonly startTime: number | null;
  readonly endTime: number | null;
  readonly userId: string;
  readonly lifecycleStage: LifecycleStage;
  readonly artifactUri: string;
  readonly metrics: Readonly<Record<string, number>>;
  readonly params: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** From the tag `mlflow.parentRunId`. */
  readonly parentRunId: RunId | null;
  /** Whether another active run names this one as its parent. */
  readonly hasChildren: boolean;
}

/** One recorded value of a metric. */
export interface MetricPoint {
  readonly value: number;
  readonly timestamp: number;
  readonly step: number;
}

/** Values of one metric of one run, in the order of their steps, thinned out for a plot. */
export interface MetricSeries {
  readonly runId: RunId;
  readonly points: readonly MetricPoint[];
  /** How many values were recorded; null where the store does not say. */
  readonly recorded: number | null;
}

/** The keys that the runs of some experiments have, each list in alphabetical order. */
export interface RunKeys {
  readonly metrics: readonly string[];
  readonly params: readonly string[];
  readonly tags: readonly string[];
}

/** A dataset that a run logged. `source` is a pointer (JSON): MLflow does not store the rows. */
export interface LoggedDataset {
  readonly name: string;
  readonly digest: string;
  readonly sourceType: string;
  readonly source: string;
  readonly schema: string | null;
  readonly profile: string | null;
  /** From the input tag `mlflow.data.context`, e.g. "training". */
  readonly context: string | null;
}

/** An MLflow 3 logged model, or an MLflow 2 model folder below a run's artifacts (then `modelId` is null). */
export interface LoggedModel {
  readonly modelId: LoggedModelId | null;
  readonly name: string;
  /** What to register it by: `models:/m-…`, or `runs:/ID/PATH`. */
  readonly uri: string;
  readonly artifactLocation: string;
  readonly status: 'UNSPECIFIED' | 'PENDING' | 'READY' | 'FAILED';
  readonly creationTime: number | null;
  readonly sourceRunId: RunId | null;
  /** What was registered from it, as MLflow notes it in its tag `mlflow.modelVersions`. */
  readonly versions: readonly { readonly name: ModelName; readonly version: VersionNumber }[];
}
