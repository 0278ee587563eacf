import { type ExperimentId, type ModelName, type RunId, type VersionNumber } from './ids';

/** What carries tags. */
export type TagOwner =
  | { readonly kind: 'experiment'; readonly experimentId: ExperimentId }
  | { readonly kind: 'run'; readonly runId: RunId }
  | { readonly kind: 'model'; readonly name: ModelName }
  | { readonly kind: 'version'; readonly name: ModelName; readonly version: VersionNumber };

/** The same tags set on, and removed from, each of several owners. A key that is not there is removed already. */
export interface TagChange {
  readonly owners: readonly TagOwner[];
  readonly set: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
}

/** The tag that MLflow keeps the description of a run or an experiment in. */
export const NOTE_TAG = 'mlflow.note.content';
