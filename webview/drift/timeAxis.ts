import { type ColumnWindow } from '../../src/domain/columnWindow';
import { bottomAxis } from '../kit/axis';
import { linearScale, type Scale } from '../kit/scale';
import { labelled, momentText, windowLength } from './windowsModel';

/** Pixels that a day takes, and a day with its hour. */
const ROOM = { day: 96, hour: 130 };

/** Moments from the first window's begin to the last one's end along a line. */
export function timeScale(windows: readonly ColumnWindow[], line: { from: number; to: number }): Scale {
  return linearScale([windows[0]?.from ?? 0, windows.at(-1)?.to ?? 1], [line.from, line.to]);
}

/** As many windows' begins as there is room for, below a line. */
export function timeAxis(windows: readonly ColumnWindow[], scale: Scale, line: { from: number; to: number; y: number }): SVGGElement {
  const length = windowLength(windows);
  const room = (line.to - line.from) / (length < 86_400_000 ? ROOM.hour : ROOM.day);
  const ticks = labelled(windows.length, Math.floor(room)).map(index => windows[index]?.from ?? 0);
  return bottomAxis({ scale, ticks, format: at => momentText(at, length) }, line);
}
