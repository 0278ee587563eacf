import { type Column } from '../domain/column';
import { type QualityPeriod, type QualityWindowing } from './contract';
import { type TakenRows } from './takeRows';

/** A stretch of rows in order: from `start` up to, but without, `end`. */
export interface Stretch {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly from: number | null;
  readonly to: number | null;
}

/**
 * Rows as windows: chunks of floor(rows / count), what is left over as one more, as NannyML 0.13.1 makes them; or the
 * periods of the time column in UTC (weeks from Monday) that have rows. O(rows).
 */
export function splitWindows({ fileRows }: TakenRows, time: Column | null, windowing: QualityWindowing): Stretch[] {
  const times = time?.storage === 'numbers' ? Float64Array.from(fileRows, row => time.values[row] as number) : null;
  if (windowing.kind === 'period' && times !== null) return periods(times, windowing.period);
  const size = Math.max(1, Math.floor(fileRows.length / (windowing.kind === 'chunks' ? windowing.count : 10)));
  const stretches: Stretch[] = [];
  for (let start = 0; start < fileRows.length; start += size) {
    const end = Math.min(start + size, fileRows.length);
    stretches.push({ name: String(stretches.length + 1), start, end, from: times?.[start] ?? null, to: times?.[end - 1] ?? null });
  }
  return stretches;
}

function periods(times: Float64Array, period: QualityPeriod): Stretch[] {
  const stretches: Stretch[] = [];
  for (let start = 0; start < times.length;) {
    const name = periodName(times[start] as number, period);
    let end = start + 1;
    while (end < times.length && periodName(times[end] as number, period) === name) end++;
    stretches.push({ name, start, end, from: times[start] as number, to: times[end - 1] as number });
    start = end;
  }
  return stretches;
}

const DAY = 86_400_000;

function periodName(at: number, period: QualityPeriod): string {
  const iso = new Date(at).toISOString();
  switch (period) {
    case 'hour':
      return `${iso.slice(0, 13).replace('T', ' ')}:00`;
    case 'day':
      return iso.slice(0, 10);
    case 'week':
      // 1 January 1970 was a Thursday.
      return new Date((Math.floor((at / DAY + 3) / 7) * 7 - 3) * DAY).toISOString().slice(0, 10);
    case 'month':
      return iso.slice(0, 7);
    case 'quarter':
      return `${iso.slice(0, 4)} Q${Math.ceil(Number(iso.slice(5, 7)) / 3)}`;
    case 'year':
      return iso.slice(0, 4);
  }
}
