export interface ValueRun {
  readonly value: number;
  readonly count: number;
}

/** The distinct values of sorted numbers with how often each occurs. O(n). */
export function valueRuns(sorted: Float64Array): readonly ValueRun[] {
  const runs: ValueRun[] = [];
  for (let from = 0; from < sorted.length;) {
    const value = sorted[from] as number;
    let to = from + 1;
    while (to < sorted.length && sorted[to] === value) to++;
    runs.push({ value, count: to - from });
    from = to;
  }
  return runs;
}
