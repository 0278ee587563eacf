import { type ValueAxis } from './valueAxis';

/** A part of an axis, from 0 at its bottom to 1 at its top. */
export interface Brush {
  readonly from: number;
  readonly to: number;
}

/** Where each axis stands, from the left, in pixels. */
export function axisPositions(count: number, width: number, margin: number): readonly number[] {
  if (count < 2) return count === 0 ? [] : [width / 2];
  const step = (width - 2 * margin) / (count - 1);
  return Array.from({ length: count }, (_, index) => margin + index * step);
}

/** The line of one run: pieces without a gap, each a list of [axis, place]. An axis without a value of the run parts them. */
export function linePieces(axes: readonly ValueAxis[], run: number): readonly (readonly (readonly [number, number])[])[] {
  const pieces: (readonly [number, number])[][] = [];
  let piece: (readonly [number, number])[] = [];
  for (const [axis, { places }] of axes.entries()) {
    const place = places[run] ?? null;
    if (place !== null) piece.push([axis, place]);
    else if (piece.length > 0) {
      pieces.push(piece);
      piece = [];
    }
  }
  return piece.length > 0 ? [...pieces, piece] : pieces;
}

/** Whether a run lies inside of every brush; without a value on a brushed axis it does not. */
export function passesBrushes(axes: readonly ValueAxis[], brushes: ReadonlyMap<number, Brush>, run: number): boolean {
  for (const [axis, { from, to }] of brushes) {
    const place = axes[axis]?.places[run] ?? null;
    if (place === null || place < from - 1e-9 || place > to + 1e-9) return false;
  }
  return true;
}

/** A brush between two places, in either order; null if it is too short to be meant. */
export function brushBetween(start: number, end: number): Brush | null {
  const [from, to] = [Math.max(0, Math.min(start, end)), Math.min(1, Math.max(start, end))];
  return to - from < 0.015 ? null : { from, to };
}

/** A brush moved or stretched by keys: up and down move it, with Shift its upper end. Null takes it away. */
export function brushByKey(brush: Brush | null, key: string, stretch: boolean): Brush | null {
  if (key === 'Escape' || key === 'Delete') return null;
  const by = key === 'ArrowUp' ? 0.05 : key === 'ArrowDown' ? -0.05 : 0;
  if (by === 0) return brush;
  if (brush === null) return by > 0 ? { from: 0.5, to: 1 } : { from: 0, to: 0.5 };
  if (stretch) return { from: brush.from, to: Math.max(brush.from + 0.05, Math.min(1, brush.to + by)) };
  const moved = Math.max(-brush.from, Math.min(1 - brush.to, by));
  return { from: brush.from + moved, to: brush.to + moved };
}

/** The run whose line is nearest to a point between the axes; null if none is within reach. */
export function nearestLine(
  axes: readonly ValueAxis[],
  runs: number,
  at: { readonly axis: number; readonly part: number; readonly place: number; readonly reach: number },
): number | null {
  let [best, distance] = [null as number | null, at.reach];
  for (let run = 0; run < runs; run++) {
    const left = axes[at.axis]?.places[run] ?? null;
    const next = axes[at.axis + 1];
    const right = next === undefined ? left : (next.places[run] ?? null);
    if (left === null || right === null) continue;
    const away = Math.abs(left + (right - left) * at.part - at.place);
    if (away < distance) [best, distance] = [run, away];
  }
  return best;
}
