import { expect } from 'vitest';
import { type DriftColumn } from '../../../../src/drift/contract';
import { close } from './limitedReport';

/** Figures agree to the last digits: sums are added up in another order. */
export function expectSameWindows(walked: DriftColumn | undefined, held: DriftColumn): void {
  expect([held.name, walked?.status, walked?.firstDrifted]).toEqual([held.name, held.status, held.firstDrifted]);
  expect(walked?.windows?.length).toBe(held.windows?.length);
  held.windows?.forEach((window, place) => {
    const other = walked?.windows?.[place];
    const { score, mean, standardDeviation, noise, withinNoise, ...rest } = window;
    expect(other).toMatchObject(rest);
    for (const [x, y] of [
      [other?.score, score],
      [other?.mean, mean],
      [other?.standardDeviation, standardDeviation],
    ] as const)
      expect([held.name, place, x, y, close(x ?? null, y) || isDrawn(held, x, y)]).toEqual([held.name, place, x, y, true]);
    // The first window of so many values was to tell their noise, and had no score.
    const isUntold = held.windows?.slice(0, place).some(({ count, score }) => count > 0 && score === null) ?? false;
    if (isUntold && other?.noise === null) return;
    expect([held.name, place, other?.noise === null]).toEqual([held.name, place, noise === null]);
    // Distances of values beyond doubles' digits say nothing, on either way.
    if ((noise ?? 0) > 1e6) return;
    // Of a few categories the scores are a few too, and another draw may take the next of them.
    if (held.type === 'categorical' && window.count < 100) return;
    expect([held.name, place, other?.noise, noise, isSameNoise(other?.noise ?? null, noise)]).toEqual([
      held.name,
      place,
      other?.noise,
      noise,
      true,
    ]);
    if (!isSameNoise(score, noise)) expect([held.name, place, other?.withinNoise]).toEqual([held.name, place, withinNoise]);
  });
}

/** TVD's p-value is of random tables, as that of rare categories is: they are drawn in the order of the categories, which the walk sorts. */
function isDrawn({ strict, type, method }: DriftColumn, x: number | null | undefined, y: number | null): boolean {
  return ((strict !== undefined && type === 'categorical') || method === 'TVD') && Math.abs((x ?? NaN) - (y ?? NaN)) < 0.15;
}

/** Values are drawn in the order of the walk, which is another one for categories. */
function isSameNoise(x: number | null, y: number | null): boolean {
  return x === y || (x !== null && y !== null && Math.abs(x - y) <= Math.max(0.05, 0.15 * Math.abs(y)));
}
