import { type ExperimentId } from './ids';

/** An MLflow experiment. Times are epoch milliseconds. */
export interface Experiment {
  readonly experimentId: ExperimentId;
  readonly name: string;
  readonly artifactLocation: string;
  readonly lifecycleStage: LifecycleStage;
  readonly creationTime: number | null;
  readonly lastUpdateTime: number | null;
  readonly tags: Readonly<Record<string, string>>;
}

export type LifecycleStage = 'active' | 'deleted';
export type ViewType = 'active' | 'deleted' | 'all';
