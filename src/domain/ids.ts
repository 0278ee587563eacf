/** Ids that cannot be mixed up: a run id is not a model name, though both are strings. */
type Branded<Name extends string> = string & { readonly brand: Name };

/** An integer as text: MLflow's file-store migration keeps 18-digit ids, beyond 2^53. */
export type ExperimentId = Branded<'ExperimentId'>;
/** 32 lower-case hexadecimal digits. */
export type RunId = Branded<'RunId'>;
/** A registered model's name: any text but '/' and ':'. */
export type ModelName = Branded<'ModelName'>;
/** A version number as text, "1" and up; numbers are never reused. */
export type VersionNumber = Branded<'VersionNumber'>;
/** `m-` and 32 hexadecimal digits (MLflow 3). */
export type LoggedModelId = Branded<'LoggedModelId'>;

export const experimentId = (text: string): ExperimentId => text as ExperimentId;
export const runId = (text: string): RunId => text as RunId;
export const modelName = (text: string): ModelName => text as ModelName;
export const versionNumber = (text: string): VersionNumber => text as VersionNumber;
export const loggedModelId = (text: string): LoggedModelId => text as LoggedModelId;
