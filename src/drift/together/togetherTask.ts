/** The same rows of every column that is looked at together, and what else the report of them says. */
export interface TogetherTask {
  readonly rows: { readonly reference: number; readonly current: number };
  readonly columns: readonly TogetherColumn[];
  readonly leftOut: readonly { readonly reason: string; readonly columns: readonly string[] }[];
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
