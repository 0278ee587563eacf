import { type ColumnWindow } from '../../src/domain/columnWindow';

const DAY = 86_400_000;

/** The first window whose score drifted; null if none did. */
export function firstDrifted(windows: readonly ColumnWindow[]): ColumnWindow | null {
  return windows.find(window => window.drifted === true) ?? null;
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
