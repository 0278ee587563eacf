import { type FoldJudgement } from './judgeFold';

/** In so many parts rows are judged by what was learned from the others. */
export const FOLDS = 5;
/** Trees need 20 rows a leaf, and learn from four fifths of the rows. */
const LEAST_ROWS = 50;

/** How many rows each side has. */
export interface SideRows {
  readonly reference: number;
  readonly current: number;
}

/** The same rows of every column that is looked at together, and what else the report of them says. */
export interface TogetherTask {
  readonly rows: SideRows;
  readonly columns: readonly TogetherColumn[];
  readonly leftOut: readonly { readonly reason: string; readonly columns: readonly string[] }[];
  /** Of every fold of the columns to compare; absent: to be made. */
  readonly judgements?: readonly FoldJudgement[];
}

/** Rows of both sides. Missing values are NaN in numbers and -1 in codes. */
export type TogetherColumn =
  | { readonly name: string; readonly kind: 'numbers'; readonly reference: Float64Array; readonly current: Float64Array }
  | {
      readonly name: string;
      readonly kind: 'categories';
      /** Codes of both sides mean the same categories, which are in the order of their values. */
      readonly reference: Int32Array;
      readonly current: Int32Array;
      readonly categories: number;
    };

/** The buffers that may move to where the task is done. */
export function togetherBuffers({ columns }: TogetherTask): readonly ArrayBuffer[] {
  return columns.flatMap(({ reference, current }) => [reference.buffer as ArrayBuffer, current.buffer as ArrayBuffer]);
}

interface ColumnsToCompare {
  readonly used: readonly TogetherColumn[];
  /** Why they cannot be compared; null if they can. */
  readonly problem: string | null;
}

/** The columns that have values. O(rows × columns). */
export function columnsToCompare({ rows, columns }: TogetherTask): ColumnsToCompare {
  const used = columns.filter(hasValues);
  if (used.length === 0) return { used, problem: 'There are no features that could be looked at together.' };
  const isEnough = Math.min(rows.reference, rows.current) >= LEAST_ROWS;
  return { used, problem: isEnough ? null : `It takes at least ${LEAST_ROWS} rows of each side.` };
}

function hasValues(column: TogetherColumn): boolean {
  if (column.kind === 'categories') return [column.reference, column.current].some(codes => codes.some(code => code >= 0));
  return [column.reference, column.current].some(values => values.some(value => !Number.isNaN(value)));
}
