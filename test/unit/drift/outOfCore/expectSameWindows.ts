import { expect } from 'vitest';
import { type DriftColumn } from '../../../../src/drift/contract';
import { close } from './limitedReport';

/** Figures agree to the last digits: sums are added up in another order. */
export function expectSameWindows(walked: DriftColumn | undefined, held: DriftColumn): void {
  expect([held.name, walked?.status, walked?.firstDrifted]).toEqual([held.name, held.status, held.firstDrifted]);
  expect(walked?.windows?.length).toBe(held.windows?.length);
  held.windows?.forEach((window, place) => {
    const other = walked?.windows?.[place];
    // Values that are not in memory are not parted anew.
    const { score, mean, standardDeviation, noise, withinNoise, ...rest } = window;
    expect(other).toMatchObject(held.strict === undefined ? rest : { ...rest, noise, withinNoise });
    for (const [x, y] of [
      [other?.score, score],
      [other?.mean, mean],
      [other?.standardDeviation, standardDeviation],
    ] as const)
      expect([held.name, place, x, y, close(x ?? null, y) || isDrawn(held, x, y)]).toEqual([held.name, place, x, y, true]);
  });
}

/** TVD's p-value is of random tables, as that of rare categories is: they are drawn in the order of the categories, which the walk sorts. */
function isDrawn({ strict, type, method }: DriftColumn, x: number | null | undefined, y: number | null): boolean {
  return ((strict !== undefined && type === 'categorical') || method === 'TVD') && Math.abs((x ?? NaN) - (y ?? NaN)) < 0.15;
}
