/** Rows ordered by a score, the greatest first: made once, used by every statistic of ranks. */
export interface RankedRows {
  readonly order: Int32Array;
  /** 1 where the row at this place of the order is of the class. */
  readonly positive: Uint8Array;
  /** 1 where the next place has a lower score: equal scores are decided together. */
  readonly endsTie: Uint8Array;
}

/** @param isPositive of a row, by its index. NaN must not be among the scores. O(n log n). */
export function rankRows(scores: Float64Array, isPositive: (row: number) => boolean): RankedRows {
  const order = Int32Array.from(scores, (_, row) => row).sort((a, b) => (scores[b] as number) - (scores[a] as number));
  const positive = Uint8Array.from(order, row => (isPositive(row) ? 1 : 0));
  const endsTie = Uint8Array.from(order, (row, place) => (scores[row] === scores[order[place + 1] ?? -1] ? 0 : 1));
  return { order, positive, endsTie };
}
