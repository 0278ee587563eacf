import { type ColumnWindow } from './columnWindow';

/** The windows that drifted, in time order. */
export interface DriftedWindows {
  readonly drifted: readonly ColumnWindow[];
  /** Those of them that no drift would not give as well, as far as that is known: reports of before know nothing of it. */
  readonly beyond: readonly ColumnWindow[];
}

/** Which windows drifted, and which of them further than chance alone takes them. */
export function driftedWindows(windows: readonly ColumnWindow[]): DriftedWindows {
  const drifted = windows.filter(window => window.drifted === true);
  return { drifted, beyond: drifted.filter(({ withinNoise }) => withinNoise !== true) };
}
