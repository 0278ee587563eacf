import { countOf } from '../../src/base/countOf';
import { type ColumnWindow } from '../../src/domain/columnWindow';
import { type DriftMethod } from '../../src/domain/driftMethod';
import { driftedWindows } from '../../src/domain/driftedWindows';
import { verdictWords } from '../../src/domain/driftVerdict';

const DAY = 86_400_000;

/** The first window whose score drifted; null if none did. */
export function firstDrifted(windows: readonly ColumnWindow[]): ColumnWindow | null {
  return driftedWindows(windows).drifted[0] ?? null;
}

/** A window's verdict as it is said. Reports of before know nothing of its noise. */
export function windowVerdict(method: DriftMethod, { drifted, withinNoise = null, errorBound }: ColumnWindow): string {
  if (drifted === null && errorBound === undefined) return '–';
  return verdictWords({ status: 'ok', method, drifted, withinNoise, errorBound });
}

/** How many windows drifted and from when on, and how many of them no drift would give as well. */
export function windowsInWords(windows: readonly ColumnWindow[]): string {
  const length = windowLength(windows);
  const { drifted, beyond } = driftedWindows(windows);
  const all = countOf(windows.length, 'window');
  const [first] = drifted;
  if (first === undefined) return `None of ${all} drifted.`;
  const counted = `${drifted.length} of ${all} drifted, the first from ${momentText(first.from, length)}`;
  if (beyond.length === drifted.length) return `${counted}.`;
  if (beyond[0] === undefined) return `${counted}; all of them within sampling noise.`;
  const inside = countOf(drifted.length - beyond.length, 'of them is', 'of them are');
  return `${counted}; ${inside} within sampling noise, the first beyond it is from ${momentText(beyond[0].from, length)}.`;
}

/** How long the shortest of them is, in milliseconds. */
export function windowLength(windows: readonly ColumnWindow[]): number {
  return Math.min(...windows.map(({ from, to }) => to - from));
}

/** A moment of the data as its windows are cut: the day, or day and hour where windows are shorter. In UTC, as the data is read. */
export function momentText(at: number, length: number): string {
  const text = new Date(at).toISOString();
  return length < DAY ? text.slice(0, 16).replace('T', ' ') : text.slice(0, 10);
}

/** Which windows bear a label: evenly, the first always, as many as there is room for. */
export function labelled(count: number, room: number): number[] {
  const step = Math.max(1, Math.ceil(count / Math.max(1, room)));
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step);
}

/** Where a window stands on the axis of time. */
export function middleOf({ from, to }: Pick<ColumnWindow, 'from' | 'to'>): number {
  return (from + to) / 2;
}
