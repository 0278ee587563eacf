import { call, type Job } from '../base/protocol';
import { type Result } from '../base/result';
import { reportPage } from '../reports/contract';

/** Which model to explain on which rows. */
export interface ExplainRequest {
  /** `models:/…`, `runs:/…`, a model folder or a model file. */
  readonly model: string;
  /** Path or glob. */
  readonly data: string;
  readonly rows:
    | { readonly kind: 'all' }
    | { readonly kind: 'first'; readonly count: number }
    | { readonly kind: 'sample'; readonly count: number; readonly seed: number };
  /** Column of true outcomes: shown beside a row, never an input. */
  readonly target: string | null;
  /** Column of the model's recorded predictions, to check against. */
  readonly prediction: string | null;
}

/** One SHAP value per row and feature, or per row, feature and output where there are several. */
export type ShapValues = readonly (readonly number[])[] | readonly (readonly (readonly number[])[])[];

/** A SHAP report as a value. Numbers are finite. */
export interface ExplainReport {
  readonly schema: 1;
  readonly model: {
    readonly uri: string;
    readonly name: string | null;
    readonly version: string | null;
    readonly flavor: string;
    readonly format: string;
    readonly way: 'native';
  };
  readonly method: string;
  readonly units: 'margin' | 'value';
  readonly outputs: readonly string[];
  readonly features: readonly string[];
  readonly baseValues: readonly number[];
  readonly rows: number;
  /** 0-based row numbers in the file. */
  readonly rowIndex: readonly number[];
  readonly importance: readonly { readonly feature: string; readonly meanAbs: readonly number[] }[];
  readonly additivityError: number;
  readonly predictionError: number | null;
  readonly values?: ShapValues;
  readonly differences: readonly string[];
  readonly tookMs: number;
  /** The units in a person's words, e.g. "log-odds"; absent where only `units` can be said. Not in the command line's JSON. */
  readonly unitsInWords?: string;
  /** For pages and saved reports only. */
  readonly page?: {
    readonly at: number;
    readonly request: ExplainRequest;
    readonly trees: number;
    /** Row-major feature values as shown: a number, a category's label, or null if missing. */
    readonly featureValues: readonly (readonly (number | string | null)[])[];
    /** Our own margin of each row and output. */
    readonly predictions: readonly (readonly number[])[];
    readonly targets: readonly (number | string | null)[] | null;
    /** Rows whose values are kept, from the first; fewer than `rows` where the report would be too large. */
    readonly keptRows: number;
    /** True where `values` holds the kept rows for the page, and nobody asked for the values of every row. */
    readonly valuesForPageOnly?: boolean;
  };
}

/** The report as the command line prints it: without the page's data, and with values only if they were asked for. */
export function withoutPageData(report: ExplainReport): ExplainReport {
  const { page, values, unitsInWords, ...rest } = report;
  return values === undefined || page?.valuesForPageOnly === true ? rest : { ...rest, values };
}

export interface ExplainService {
  /** @param withValues keep the SHAP value of every row, not only their means. */
  explain(request: ExplainRequest, options: { withValues: boolean; forPage: boolean }, job: Job): Promise<Result<ExplainReport>>;
}

export const explainCalls = {
  explain: call<{ request: ExplainRequest; withValues: boolean; forPage: boolean }, ExplainReport>('explain/explain'),
} as const;

export const explainPage = reportPage<ExplainReport>();
