import { type BeeswarmRow } from './beeswarmModel';

/** A dot: the row of the chart and the kept row of the data. */
export interface DotPlace {
  readonly row: number;
  readonly keptRow: number;
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1, PageUp: 50, PageDown: -50, Home: -Infinity, End: Infinity };

/**
 * Where a key leads from a dot: up and down to the same row of the data in another feature; left, right, Page Up and
 * Down, Home and End along the SHAP values of one feature. From nowhere, to the greatest value of the first feature.
 * Null for other keys.
 */
export function moveDot(rows: readonly BeeswarmRow[], from: DotPlace | null, key: string): DotPlace | null {
  const vertical = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  const step = steps[key];
  if (vertical === 0 && step === undefined) return null;
  if (from === null) return { row: 0, keptRow: rows[0]?.order.at(-1) ?? 0 };
  if (vertical !== 0) return { row: within(from.row + vertical, rows.length), keptRow: from.keptRow };
  const order = rows[from.row]?.order ?? new Int32Array();
  const place = within(order.indexOf(from.keptRow) + (step ?? 0), order.length);
  return { row: from.row, keptRow: order[place] ?? from.keptRow };
}

function within(place: number, length: number): number {
  return Math.max(0, Math.min(length - 1, place));
}
