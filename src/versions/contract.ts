import { type JsonNumber } from '../base/json';
import { call, type Job } from '../base/protocol';
import { type Result } from '../base/result';
import { type ModelName, type VersionNumber } from '../domain/ids';
import { type Stage } from '../domain/registeredModel';
import { type Signature, type SignatureColumn } from '../formats/contract';
import { reportPage } from '../reports/contract';

/** A version by its name and number. */
export interface VersionKey {
  readonly name: ModelName;
  readonly version: VersionNumber;
}

/** Two versions, of one model or of two, or the metrics of every version of a model. */
export type VersionsRequest =
  { readonly kind: 'compare'; readonly from: VersionKey; readonly to: VersionKey } | { readonly kind: 'trend'; readonly model: ModelName };

/** Whether a thing is on both sides, and then whether it is the same; 'unknown' where one side could not be read. */
export type Difference = 'same' | 'different' | 'onlyFrom' | 'onlyTo' | 'unknown';

/** One of the two versions. What could not be read of it says why; null where nothing is amiss. */
export interface VersionSide extends VersionKey {
  readonly stage: Stage;
  readonly aliases: readonly string[];
  readonly description: string;
  readonly source: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly run: { readonly id: string; readonly name: string } | null;
  readonly flavor: string | null;
  readonly modelClass: string | null;
  /** Why there are no metrics, params and commit of a run. */
  readonly runProblem: string | null;
  readonly datasetsProblem: string | null;
  /** Why its model folder, or a part of it, could not be read. */
  readonly filesProblem: string | null;
  /** Why there is no signature, if the folder could be read at all. */
  readonly signatureProblem: string | null;
}

/** A column or param of a signature and how it changed; `name` is '#1', '#2' … where MLflow's signature has no names. */
export interface SignatureRow {
  readonly name: string;
  readonly from: SignatureColumn | null;
  readonly to: SignatureColumn | null;
  readonly difference: Difference;
}

export interface SignatureComparison {
  /** 'unknown': at least one side has no signature that could be read. 'orderOnly': the same columns in another order. */
  readonly verdict: 'same' | 'orderOnly' | 'different' | 'unknown';
  readonly inputs: readonly SignatureRow[];
  readonly outputs: readonly SignatureRow[];
  readonly params: readonly SignatureRow[];
}

/** The last value of a metric in both source runs; null where a run has none. */
export interface MetricRow {
  readonly name: string;
  readonly from: JsonNumber;
  readonly to: JsonNumber;
  readonly difference: Difference;
  /** `to` − `from`; null unless both are finite. */
  readonly change: number | null;
  /** `change` as a part of the size of `from`; null where that is zero or there is no change to speak of. */
  readonly relativeChange: number | null;
}

/** A param or a tag. Values beyond a few thousand characters are cut, after they were compared whole. */
export interface TextRow {
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly difference: Difference;
}

/** A dataset that the source runs logged for the same use. */
export interface DatasetRow {
  readonly name: string;
  /** What it was used for, e.g. "training"; null where the run does not say. */
  readonly context: string | null;
  readonly fromDigest: string | null;
  readonly toDigest: string | null;
  readonly difference: Difference;
}

export interface FileFacts {
  readonly size: number;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
}

/** A file of the model folders, by its path below them. */
export interface FileRow {
  readonly path: string;
  readonly from: FileFacts | null;
  readonly to: FileFacts | null;
  readonly difference: Difference;
}

interface FilesComparison {
  /** Both versions load the very same folder. */
  readonly isOneFolder: boolean;
  readonly rows: readonly FileRow[];
}

/** The git commits that the source runs noted; null where a run noted none. */
export interface CommitComparison {
  readonly from: string | null;
  readonly to: string | null;
  readonly verdict: 'same' | 'different' | 'unknown';
}

export interface VersionComparison {
  readonly from: VersionSide;
  readonly to: VersionSide;
  readonly signature: SignatureComparison;
  readonly metrics: readonly MetricRow[];
  readonly params: readonly TextRow[];
  /** Of the versions themselves. */
  readonly versionTags: readonly TextRow[];
  /** Of the source runs, without MLflow's own. */
  readonly runTags: readonly TextRow[];
  readonly datasets: readonly DatasetRow[];
  readonly files: FilesComparison;
  readonly commit: CommitComparison;
}

/** A version in the plot of a metric over versions. */
export interface TrendVersion {
  readonly version: VersionNumber;
  readonly stage: Stage;
  readonly aliases: readonly string[];
  readonly createdAt: number;
  readonly runName: string | null;
  readonly metrics: Readonly<Record<string, JsonNumber>>;
  /** Why it has no metrics; null if its run was read. */
  readonly problem: string | null;
}

/** The metrics of the source runs over the versions of a model, the oldest version first. */
export interface MetricTrend {
  readonly model: ModelName;
  readonly versions: readonly TrendVersion[];
  /** Whether there are older versions that are not in it. */
  readonly hasOlder: boolean;
}

/** What a page about versions shows: a comparison, a trend or, where two versions of one model are compared, both. */
export interface VersionsReport {
  readonly schema: 1;
  readonly at: number;
  readonly tookMs: number;
  readonly request: VersionsRequest;
  readonly comparison: VersionComparison | null;
  readonly trend: MetricTrend | null;
}

export interface VersionsService {
  /** Fails only where a version itself cannot be read: what else cannot be says so in the report. */
  report(request: VersionsRequest, job: Job): Promise<Result<VersionsReport>>;
  /** The signature of a version's model, fetched if it is on a server; null if the model has none. */
  signature(version: VersionKey, job: Job): Promise<Result<Signature | null>>;
}

/** Host ↔ engine. */
export const versionsCalls = {
  report: call<VersionsRequest, VersionsReport>('versions/report'),
  signature: call<VersionKey, Signature | null>('versions/signature'),
} as const;

export const versionsPage = reportPage<VersionsReport>();
