import { type RunRow } from '../../src/domain/runRow';

/** Of the values of one metric in a group: NaN and absent ones are not counted. */
export interface MetricSummary {
  readonly count: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

/** Runs that have one value in common. Null: they have none. */
export interface RunGroup {
  readonly key: string;
  readonly value: string | null;
  readonly rows: readonly RunRow[];
}

/** Groups in the order in which their first run stands; a run with several values, e.g. datasets, is in each of their groups. */
export function groupRuns(rows: readonly RunRow[], valuesOf: (row: RunRow) => readonly string[]): readonly RunGroup[] {
  const groups = new Map<string, { value: string | null; rows: RunRow[] }>();
  for (const row of rows) {
    const values: readonly (string | null)[] = valuesOf(row);
    for (const value of values.length === 0 ? [null] : new Set(values)) {
      const key = value === null ? 'none' : `=${value}`;
      const group = groups.get(key) ?? { value, rows: [] };
      group.rows.push(row);
      groups.set(key, group);
    }
  }
  return [...groups].map(([key, group]) => ({ key, ...group }));
}

/** Count, mean, least and greatest of a metric over the runs of a group; null if none has a value. */
export function summarize(rows: readonly RunRow[], cell: number): MetricSummary | null {
  let [count, mean, min, max] = [0, 0, Infinity, -Infinity];
  for (const row of rows) {
    const value = row.cells[cell];
    const number = value === null || value === undefined ? NaN : Number(value);
    if (Number.isNaN(number)) continue;
    count++;
    // As Welford has it: no sum that could overflow. A mean of infinities is what arithmetic says.
    mean = Number.isFinite(mean) && Number.isFinite(number) ? mean + (number - mean) / count : mean + number;
    min = Math.min(min, number);
    max = Math.max(max, number);
  }
  return count === 0 ? null : { count, mean, min, max };
}
