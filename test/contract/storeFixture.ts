import { readFileSync } from 'node:fs';
import path from 'node:path';
import { failureSentence, type Failure, type Result } from '../../src/base/result';
import { type ExperimentId, type LoggedModelId, type ModelName, type RunId, type VersionNumber } from '../../src/domain/ids';
import { type Stage } from '../../src/domain/registeredModel';
import { type ChangeRequest, type RegistryEvent } from '../../src/domain/registryChange';
import { type Page, type Store } from '../../src/store/contract';

export interface SeedRun {
  readonly experiment: ExperimentId;
  readonly name?: string;
  readonly startTime?: number | null;
  readonly parent?: RunId;
  readonly deleted?: boolean;
  readonly metrics?: readonly { readonly key: string; readonly value: number; readonly step: number; readonly timestamp: number }[];
  readonly params?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

interface SeedLoggedModel {
  readonly run: RunId;
  readonly name: string;
  readonly step?: number;
  readonly createdAt?: number;
}

/** What stands behind a store under test, changed as MLflow or another person would. */
export interface StoreBackground {
  addRun(run: SeedRun): Promise<RunId>;
  addDataset(run: RunId, dataset: { readonly name: string; readonly digest: string; readonly context: string | null }): Promise<void>;
  /** Only where `info.loggedModels`. */
  addLoggedModel(model: SeedLoggedModel): Promise<LoggedModelId>;
  setStage(model: ModelName, version: VersionNumber, stage: Stage | 'Deleted_Internal' | null): Promise<void>;
  setAlias(model: ModelName, alias: string, version: VersionNumber | null): Promise<void>;
  addPrompt(name: ModelName): Promise<void>;
  loggedModelTag(model: LoggedModelId, key: string): Promise<string | null>;
  /** Writes a file at a location that the store names, as `run.artifactUri` with a path below it. */
  putFile(location: string, text: string): Promise<void>;
}

/** A store with nothing in it but what MLflow puts there, and what the tests need around it. */
export interface StoreFixture {
  readonly store: Store;
  readonly background: StoreBackground;
  /** A folder for models and artifacts. */
  readonly folder: string;
  /** The time that the store believes it is, to compare with `toEqual`: exact where a test moves the clock, else about now. */
  now(): number;
  /** Another client of the same store. */
  openAnother(): Promise<Store>;
  dispose(): void;
}

/** What a store has, beyond what all have. */
export interface StoreFeatures {
  readonly loggedModels: boolean;
  /** It names artifacts by where they lie on this machine, so that they can be moved away from it. */
  readonly ownFiles: boolean;
  /** It lists runs that have no start time, over which MLflow's own server stumbles. */
  readonly timelessRuns: boolean;
}

export type MakeStore = () => Promise<StoreFixture>;

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${failureSentence(result.failure)} (${result.failure.detail ?? result.failure.reason})`);
  return result.value;
}

/** The failure; its sentence must be one line. */
export function failureOf(result: Result<unknown>): Failure {
  if (result.ok) throw new Error(`This should have failed, and gave ${JSON.stringify(result.value)}.`);
  if (/[\n\r]/.test(failureSentence(result.failure))) throw new Error(`Not one line: ${failureSentence(result.failure)}`);
  return result.failure;
}

/** All items of a list, page by page. */
export async function everyItem<T>(list: (page: { page?: string }) => Promise<Result<Page<T>>>): Promise<T[]> {
  const items: T[] = [];
  let page: string | null | undefined;
  while (page !== null) {
    const next: Page<T> = valueOf(await list(page === undefined ? {} : { page }));
    items.push(...next.items);
    page = next.nextPage;
  }
  return items;
}

/** What the MLmodel file of a folder says: tells one model from another wherever it lies. */
export function modelIn(folder: string): string {
  return readFileSync(path.join(folder, 'MLmodel'), 'utf8');
}

export async function change(store: Store, request: ChangeRequest, reason = ''): Promise<RegistryEvent> {
  return valueOf(await store.applyChange(valueOf(await store.planChange(request)), reason));
}
