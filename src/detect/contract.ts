import { call, type Job } from '../base/protocol';
import { type Result } from '../base/result';
import { type DataFile } from '../data/contract';
import { type DataSource } from '../domain/dataSource';
import { type DetectorName } from '../domain/detectorParameters';
import { reportPage } from '../reports/contract';

/** What to watch for concept drift, and how: one column of errors or losses, in the file's order. */
export interface DetectRequest {
  readonly data: DataSource;
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
  readonly data: { readonly files: readonly DataFile[]; readonly rows: number };
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
  detect: call<DetectRequest, DetectReport>('detect/detect'),
  columns: call<{ data: string }, readonly string[]>('detect/columns'),
} as const;

export const detectPage = reportPage<DetectReport>();
