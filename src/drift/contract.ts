import { call, type Job } from '../base/protocol';
import { type Result } from '../base/result';
import { type DataSource, type RowFilter } from '../domain/dataSource';
import { type DateTimeComparison } from '../domain/dateTimeProfile';
import { type Distribution, type DistributionPicture } from '../domain/distribution';
import { type ColumnQuality } from '../domain/columnQuality';
import { type ColumnWindow } from '../domain/columnWindow';
import { type DriftMethod } from '../domain/driftMethod';
import { type Duplicates } from '../domain/duplicates';
import { type EmbeddingDrift, type EmbeddingSetting } from '../domain/embeddingDrift';
import { type ScoredVerdict } from '../domain/scoredVerdict';
import { type TextDescriptor } from '../domain/textDescriptor';
import { type TogetherDrift } from '../domain/togetherDrift';
import { reportPage } from '../reports/contract';

export type ColumnType = 'numeric' | 'categorical' | 'text' | 'datetime' | 'unknown';
export type ColumnRole = 'feature' | 'target' | 'prediction' | 'probability' | 'id' | 'time';
/**
 * Whose rules: `evidently` is 0.7's new API, `evidently-legacy` its table of 0.6 and before, `strict` our own, which
 * counts both sides' sampling error and asks for an effect as well.
 */
export type DriftProfile = 'evidently' | 'evidently-legacy' | 'strict';

/** Methods and thresholds that replace the profile's choice: a column's before its type's before that for all. */
export interface MethodSettings<Value> {
  readonly all?: Value;
  readonly numeric?: Value;
  readonly categorical?: Value;
  readonly text?: Value;
  readonly columns?: Readonly<Record<string, Value>>;
}

/** How the time column cuts the current data: a calendar period, or so many windows of equal length. */
export type WindowSetting = { readonly period: 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year' } | { readonly count: number };

/** What to compare and how. */
export interface DriftRequest {
  readonly reference: DataSource;
  readonly current: DataSource;
  /** Which rows of each; absent: all. */
  readonly where?: { readonly reference?: RowFilter; readonly current?: RowFilter };
  /** `models:/…`, `runs:/…` or a path: its signature's inputs are the features. Null: every common column is. */
  readonly model: string | null;
  /** Only these features; null: all. */
  readonly columns: readonly string[] | null;
  readonly ignore: readonly string[];
  readonly roles: {
    readonly id?: string;
    readonly time?: string;
    readonly target?: string;
    readonly prediction?: string;
    readonly probabilities?: readonly string[];
  };
  /** Corrected column types. */
  readonly types: Readonly<Record<string, ColumnType>>;
  readonly profile: DriftProfile;
  readonly methods?: MethodSettings<DriftMethod>;
  readonly thresholds?: MethodSettings<number>;
  /** Needs `roles.time`. */
  readonly window?: WindowSetting;
  /** Whether duplicate rows and copied columns are looked for, which reads both sides once more. */
  readonly duplicates?: true;
  /** Also one verdict on all features together. */
  readonly together?: true;
  /** Whether texts are described too: their length, words, sentences and non-letters. */
  readonly descriptors?: true;
  /** Vectors to compare as wholes, by name; their columns are then not compared by themselves. */
  readonly embeddings?: Readonly<Record<string, EmbeddingSetting>>;
  /** The monitor that asks: its reports are kept under its name. */
  readonly monitor?: string;
  /** Where the report goes beside the saved ones: to the run of the model's version. */
  readonly log?: 'run';
}

interface ReportedFile {
  readonly path: string;
  readonly sha256: string;
}

export interface DatasetSide {
  readonly files: readonly ReportedFile[];
  readonly rows: number;
  /** Where the file is a profile: when it was made, epoch milliseconds, and by which version of Model Ops. */
  readonly profile?: { readonly madeAt: number; readonly version: string };
}

export interface ColumnSide {
  readonly count: number;
  readonly missing: number;
  /** Null where different values may have become equal. */
  readonly unique: number | null;
}

export interface DriftColumn extends ScoredVerdict {
  readonly name: string;
  readonly role: ColumnRole;
  readonly type: ColumnType;
  readonly status: 'ok' | 'not_computable' | 'not_tested';
  /** Why it was not computed or not tested, or what the reader should know; null if nothing. */
  readonly reason: string | null;
  readonly reference: ColumnSide;
  readonly current: ColumnSide;
  /** Shares of all rows; null of a side without rows or without the column. */
  readonly missingChange: { readonly from: number | null; readonly to: number | null; readonly flagged: boolean };
  /** What the score was compared with, where that is not the threshold itself but what it names, as a percentile of guesses. */
  readonly cutoff?: number;
  /** Where a side is a sketch of its data: between which bounds the score of the data lies, which is proven. */
  readonly errorBound?: { readonly lowest: number; readonly highest: number };
  /** Of the profile `strict`, what the verdict rests on beside the p-value. */
  readonly strict?: StrictVerdict;
  /** The feature's mean absolute SHAP value, summed over the outputs, where `importanceFrom` is there: a second ranking. */
  readonly importance?: number;
  /** Only in pages: the column without what is large, with its distribution in small. The page asks for the rest of it. */
  readonly light?: DistributionPicture | 'no distribution';
  /** Kept in saved reports and pages; left out of the command line's JSON, like the rest below. */
  readonly distribution?: Distribution;
  readonly text?: TextContent;
  /** Of text, where asked for: how the texts changed. It has no bearing on the verdict. In the command line's JSON, without the pictures. */
  readonly descriptors?: readonly TextDescriptor[];
  /** Of dates and times, and of the time column. */
  readonly dateTime?: DateTimeComparison;
  /** What went into the test: statistic, path, degrees of freedom, bins …, in order. */
  readonly inputs?: readonly TestInput[];
  readonly quality?: { readonly reference: ColumnQuality | null; readonly current: ColumnQuality | null };
  /** The windows of the current data that have rows, in time order. In the command line's JSON where windows were asked for. */
  readonly windows?: readonly ColumnWindow[];
  /** Where the first window that drifted begins, epoch milliseconds; null if none did. With `windows`. */
  readonly firstDrifted?: number | null;
}

/** What is characteristic of each side's texts, the most telling first. */
export interface TextContent {
  readonly words: { readonly reference: readonly string[]; readonly current: readonly string[] };
  readonly examples: { readonly reference: readonly string[]; readonly current: readonly string[] };
}

export interface TestInput {
  readonly name: string;
  readonly value: number | string;
}

export interface StrictVerdict {
  /** The p-value after Benjamini and Hochberg's adjustment over the columns of its role. */
  readonly adjustedP: number;
  readonly effect: StrictEffect;
  /** Where the current values lie, by a two-sided Mann–Whitney test; null for categories or if neither. */
  readonly direction: 'higher' | 'lower' | null;
  /** The same of the share of missing values, a drift of its own; absent where no side has any. */
  readonly missing?: ShareDrift;
  /** And of the share of infinite values. */
  readonly infinite?: ShareDrift;
}

/** The drift of a share of a column's rows. */
export type ShareDrift = Pick<StrictVerdict, 'adjustedP' | 'effect'>;

/** A size that does not grow with the number of rows; drift needs at least the threshold. */
export interface StrictEffect {
  readonly name: string;
  readonly value: number;
  readonly threshold: number;
}

/** A drift report as a value. Numbers are finite; what cannot be computed is null with a reason. */
export interface DriftReport {
  readonly schema: 1;
  readonly model?: { readonly name: string; readonly version: string };
  readonly reference: DatasetSide;
  readonly current: DatasetSide;
  readonly profile: DriftProfile;
  readonly dataset: {
    readonly drifted: boolean | null;
    readonly share: number | null;
    readonly threshold: number;
    readonly columns: number;
    readonly driftedColumns: number;
    readonly skipped: number;
  };
  readonly columns: readonly DriftColumn[];
  readonly schemaChanges: readonly { readonly name: string; readonly change: 'added' | 'removed' | 'type' }[];
  /** Where the request asks for it. */
  readonly duplicates?: Duplicates;
  /** All features together, where that was asked for. */
  readonly together?: TogetherDrift;
  /** Only if asked for; not in the dataset's share. */
  readonly embeddings?: readonly EmbeddingDrift[];
  readonly tookMs: number;
  /** Where the importance of features is from; absent where there is no SHAP report of the model. */
  readonly importanceFrom?: ImportanceSource;
  /** When it was made, epoch milliseconds, and the request, so that a saved report can be run again. Not in the command line's JSON. */
  readonly made?: { readonly at: number; readonly request: DriftRequest };
  /** Read from another tool's file, which does not say how many rows, values and distinct ones there were: they are 0 here and shown nowhere. */
  readonly imported?: ImportedFrom;
}

/** A saved SHAP report of the same model. */
export interface ImportanceSource {
  /** Its file, relative to the folder that reports are kept for. */
  readonly report: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Rows that were explained. */
  readonly rows: number;
  readonly units: 'margin' | 'value';
}

interface ImportedFrom {
  readonly tool: 'Evidently';
  /** As the file says; null if it does not. */
  readonly version: string | null;
}

export interface DriftService {
  compute(request: DriftRequest, job: Job): Promise<Result<DriftReport>>;
  /** Column names of both files and of the model's signature, to ask for roles before computing. */
  inspect(request: Pick<DriftRequest, 'reference' | 'current' | 'model'>, job: Job): Promise<Result<DriftInspection>>;
}

export interface ProfileService {
  /** Makes the profile of a table and writes it. A column at a time is in memory. O(rows) for most data. */
  save(request: ProfileRequest, job: Job): Promise<Result<ProfileSummary>>;
  /** Reads profiles of parts, puts them together and writes the profile of all. */
  merge(request: MergeRequest): Promise<Result<ProfileSummary>>;
}

/** A profile to make: statistics of a table, to compare with in its place. */
export interface ProfileRequest {
  readonly data: DataSource;
  readonly where?: RowFilter;
  /** Categories that fewer rows than this have are counted together, without their names. 0: all have names. */
  readonly hideRare: number;
  /** Ends in `.profile.json`. */
  readonly file: string;
  /** Of Model Ops, for the file. */
  readonly version: string;
}

/** Profiles of parts of a table to put together. */
export interface MergeRequest {
  readonly parts: readonly string[];
  readonly file: string;
  readonly version: string;
}

/** A profile that was written. */
export interface ProfileSummary {
  readonly file: string;
  readonly rows: number;
  readonly columns: number;
  readonly bytes: number;
}

export interface DriftInspection {
  readonly columns: readonly string[];
  /** Null when there is no model or it has no signature. */
  readonly signatureInputs: readonly string[] | null;
  /** Those that hold a list of numbers, where the files say so without being read. */
  readonly lists?: readonly string[];
}

export const driftCalls = {
  /** @param reportsFolder whose `.modelops/reports` may hold a SHAP report of the model, for the importance of its features. */
  compute: call<{ request: DriftRequest; reportsFolder: string }, DriftReport>('drift/compute'),
  inspect: call<Pick<DriftRequest, 'reference' | 'current' | 'model'>, DriftInspection>('drift/inspect'),
  saveProfile: call<ProfileRequest, ProfileSummary>('drift/saveProfile'),
} as const;

export const driftPage = reportPage<DriftReport>();

/** The report as the command line prints it: without what only pages and saved reports need. */
export function withoutPageData(report: DriftReport): DriftReport {
  const printed: { -readonly [Key in keyof DriftReport]: DriftReport[Key] } = {
    ...report,
    columns: report.columns.map(column => columnWithoutPageData(column, report.made?.request.window !== undefined)),
  };
  delete printed.made;
  return printed;
}

function columnWithoutPageData(column: DriftColumn, withWindows: boolean): DriftColumn {
  const printed: { -readonly [Key in keyof DriftColumn]: DriftColumn[Key] } = { ...column };
  delete printed.distribution;
  delete printed.text;
  delete printed.dateTime;
  delete printed.inputs;
  delete printed.quality;
  if (printed.descriptors) printed.descriptors = printed.descriptors.map(({ picture: _, ...figures }) => figures);
  if (!withWindows) {
    delete printed.windows;
    delete printed.firstDrifted;
  }
  return printed;
}
