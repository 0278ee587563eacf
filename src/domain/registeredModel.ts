import { type ModelName, type RunId, type VersionNumber } from './ids';

/** MLflow's four stages of a model version. */
export type Stage = 'None' | 'Staging' | 'Production' | 'Archived';
export const STAGES: readonly Stage[] = ['None', 'Staging', 'Production', 'Archived'];

/** The stage that a text means, whatever its case; null if there is none. */
export function parseStage(text: string): Stage | null {
  return STAGES.find(stage => stage.toLowerCase() === text.toLowerCase()) ?? null;
}

/** A version of a registered model. Times are epoch milliseconds. */
export interface ModelVersion {
  readonly name: ModelName;
  readonly version: VersionNumber;
  readonly stage: Stage;
  readonly status: 'PENDING_REGISTRATION' | 'FAILED_REGISTRATION' | 'READY';
  readonly source: string;
  readonly runId: RunId | null;
  readonly description: string;
  readonly aliases: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly creationTime: number;
  readonly lastUpdateTime: number;
}

/** A registered model with all that a list row shows. */
export interface RegisteredModel {
  readonly name: ModelName;
  readonly description: string;
  readonly creationTime: number;
  readonly lastUpdateTime: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly aliases: Readonly<Record<string, VersionNumber>>;
  /** The highest version of each stage that has one. */
  readonly latestVersions: readonly ModelVersion[];
  readonly versionCount: number;
}
