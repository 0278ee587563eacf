import { call, type Job } from '../base/protocol';
import { type Result } from '../base/result';
import { type DetectorName } from '../domain/detectorParameters';
import { reportPage } from '../reports/contract';

export type ColumnType = 'numeric' | 'categorical' | 'text' | 'datetime' | 'unknown';
export type ColumnRole = 'feature' | 'target' | 'prediction' | 'probability' | 'id' | 'time';
export type DriftMethod = 'ks' | 'chisquare' | 'z' | 'wasserstein' | 'jensenshannon';
export type DriftProfile = 'evidently';

/** What to compare and how. Paths may be globs. */
export interface DriftRequest {
  readonly reference: string;
  readonly current: string;
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
}

interface ReportedFile {
  readonly path: string;
  readonly sha256: string;
}

export interface DatasetSide {
  readonly files: readonly ReportedFile[];
  readonly rows: number;
}

export interface ColumnSide {
  readonly count: number;
  readonly missing: number;
  readonly unique: number;
}

/**
 * Counts of both sides over the same bins, for charts. Numbers: `edges` has one more entry than the counts, and the
 * quantiles are at 0, 0.05, 0.25, 0.5, 0.75, 0.95, 1. Categories: at most 30, the most frequent of both sides together,
 * the rest in `other`.
 */
export type Distribution =
  | {
      readonly kind: 'numeric';
      readonly edges: readonly number[];
      readonly reference: readonly number[];
      readonly current: readonly number[];
      readonly summary: { readonly reference: NumberSummary | null; readonly current: NumberSummary | null };
    }
  | {
      readonly kind: 'categorical';
      readonly categories: readonly string[];
      readonly reference: readonly number[];
      readonly current: readonly number[];
      readonly other: { readonly reference: number; readonly current: number };
      readonly added: readonly string[];
      readonly vanished: readonly string[];
    };

export interface NumberSummary {
  readonly mean: number;
  readonly standardDeviation: number;
  readonly quantiles: readonly number[];
}

export interface DriftColumn {
  readonly name: string;
  readonly role: ColumnRole;
  readonly type: ColumnType;
  readonly status: 'ok' | 'not_computable' | 'not_tested';
  /** Why it was not computed or not tested, or what the reader should know; null if nothing. */
  readonly reason: string | null;
  readonly method: DriftMethod | null;
  readonly score: number | null;
  readonly threshold: number | null;
  readonly drifted: boolean | null;
  /** score/threshold for distances, log(p)/log(threshold) for p-values ("Infinity" for p = 0); null without a score. */
  readonly severity: number | 'Infinity' | null;
  readonly reference: ColumnSide;
  readonly current: ColumnSide;
  readonly missingChange: { readonly from: number; readonly to: number; readonly flagged: boolean };
  /** Kept in saved reports and pages; left out of the command line's JSON. */
  readonly distribution?: Distribution;
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
  readonly tookMs: number;
  /** When it was made, epoch milliseconds, and the request, so that a saved report can be run again. Not in the command line's JSON. */
  readonly made?: { readonly at: number; readonly request: DriftRequest };
}

export interface DriftService {
  compute(request: DriftRequest, job: Job): Promise<Result<DriftReport>>;
  /** Column names of both files and of the model's signature, to ask for roles before computing. */
  inspect(request: Pick<DriftRequest, 'reference' | 'current' | 'model'>, job: Job): Promise<Result<DriftInspection>>;
}

export interface DriftInspection {
  readonly columns: readonly string[];
  /** Null when there is no model or it has no signature. */
  readonly signatureInputs: readonly string[] | null;
}

export const driftCalls = {
  compute: call<DriftRequest, DriftReport>('drift/compute'),
  inspect: call<Pick<DriftRequest, 'reference' | 'current' | 'model'>, DriftInspection>('drift/inspect'),
} as const;

export const driftPage = reportPage<DriftReport>();

/** The report as the command line prints it: without what only pages and saved reports need. */
export function withoutPageData(report: DriftReport): DriftReport {
  const printed: { -readonly [Key in keyof DriftReport]: DriftReport[Key] } = {
    ...report,
    columns: report.columns.map(withoutDistribution),
  };
  delete printed.made;
  return printed;
}

function withoutDistribution(column: DriftColumn): DriftColumn {
  const printed: { -readonly [Key in keyof DriftColumn]: DriftColumn[Key] } = { ...column };
  delete printed.distribution;
  return printed;
}

/** What to watch for concept drift, and how: one column of errors or losses, in the file's order. */
export interface DetectRequest {
  /** A path; may be a glob. */
  readonly data: string;
  readonly column: string;
  readonly detector: DetectorName;
  /** Texts by river's names; what is absent has river's default. */
  readonly parameters: Readonly<Record<string, string>>;
  /** For a detector that draws at random; null: 42. */
  readonly seed: number | null;
}

/** A detection and the values on both sides: from the one before it, and to the next one. */
export interface DetectedChange {
  /** 0-based in the data. */
  readonly row: number;
  readonly value: number;
  /** The first row at which the detector warned of this change; null if it did not. */
  readonly firstWarning: number | null;
  /** Up to the detection, the row itself included. */
  readonly before: { readonly values: number; readonly mean: number };
  readonly after: { readonly values: number; readonly mean: number | null };
}

/** The stream for a chart: an entry for each `rowsEach` rows, null where every value of them is missing. */
export interface StreamShape {
  readonly rowsEach: number;
  /** Whether every value is 0 or 1: then their mean is a rate. */
  readonly isErrors: boolean;
  readonly least: readonly (number | null)[];
  readonly greatest: readonly (number | null)[];
  readonly mean: readonly (number | null)[];
  /** The mean of all values since the last detection, at the last of the rows. */
  readonly meanSince: readonly (number | null)[];
  readonly warnings: readonly number[];
  readonly detections: readonly number[];
}

/** What a detector said of a stream. Rows are 0-based. */
export interface DetectReport {
  readonly schema: 1;
  readonly data: DatasetSide;
  readonly column: string;
  readonly detector: DetectorName;
  readonly parameters: Readonly<Record<string, number | boolean | string>>;
  readonly seed: number | null;
  /** The release of river whose results these are. */
  readonly river: string;
  readonly detections: readonly number[];
  readonly warnings: readonly number[];
  /** Values that are missing or infinite: no detector saw them. */
  readonly skipped: number;
  readonly counts: { readonly values: number; readonly detections: number; readonly warnings: number };
  readonly changes: readonly DetectedChange[];
  readonly stream: StreamShape;
  readonly tookMs: number;
  readonly made: { readonly at: number; readonly request: DetectRequest };
}

export interface DetectService {
  detect(request: DetectRequest, job: Job): Promise<Result<DetectReport>>;
  /** The names of the columns, to ask for one. */
  columns(data: string, job: Job): Promise<Result<readonly string[]>>;
}

export const detectCalls = {
  /** For a page: of more than 2,000 detections, warnings or changes only the first are listed; the counts and the stream have all. */
  detect: call<DetectRequest, DetectReport>('drift/detect'),
  columns: call<{ data: string }, readonly string[]>('drift/detectColumns'),
} as const;

export const detectPage = reportPage<DetectReport>();
