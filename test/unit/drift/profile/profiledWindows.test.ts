import { describe, expect, it } from 'vitest';
import { type Column } from '../../../../src/domain/column';
import { type DriftMethod, isDrift } from '../../../../src/domain/driftMethod';
import { type DriftColumn } from '../../../../src/drift/contract';
import { timeWindows, type TimeWindows } from '../../../../src/drift/windows/timeWindows';
import { SeededRandom } from '../../../../src/numeric/seededRandom';
import { value } from '../../data/tables';
import { compare, numbers, series } from '../columns';
import { compareProfiled, copied, profileOf, SHAPES, share } from './tables';

const DAY = 86_400_000;
const DAYS = 6;

interface Drifting {
  readonly reference: Column;
  readonly current: Column;
  readonly windows: TimeWindows;
}

/** Values that move a little more every day, from the third day on. */
function drifting(draw: (random: SeededRandom) => number, rows: number, seed: number): Drifting {
  const random = new SeededRandom(seed);
  const reference = numbers(series(rows, () => draw(random)));
  const times = Float64Array.from(series(rows / 2, () => Math.floor(DAYS * share(random)) * DAY));
  const current = numbers(series(rows / 2, k => draw(random) + 0.4 * Math.max(0, (times[k] ?? 0) / DAY - 2)));
  return { reference, current, windows: value(timeWindows(times, { period: 'day' })) };
}

function rulesOf(method: DriftMethod) {
  return { profile: 'evidently' as const, methods: { all: method }, thresholds: {} };
}

/** Counts of windows: all, and those that no verdict is on. */
function expectWindowsInside(row: DriftColumn, data: DriftColumn): { readonly all: number; readonly open: number } {
  const { windows = [], method, threshold } = row;
  if (method === null || threshold === null) throw new Error('There is a method.');
  expect(windows).toHaveLength(data.windows?.length ?? NaN);
  const open = windows.filter((window, place) => {
    const exact = data.windows?.[place];
    const { lowest, highest } = window.errorBound ?? { lowest: NaN, highest: NaN };
    const slack = 1e-9 * Math.abs(exact?.score ?? NaN) + 1e-12;
    expect(exact?.score).toBeGreaterThanOrEqual(lowest - slack);
    expect(exact?.score).toBeLessThanOrEqual(highest + slack);
    expect([window.count, window.mean]).toEqual([exact?.count, exact?.mean]);
    const isOpen = isDrift(method, lowest, threshold) !== isDrift(method, highest, threshold);
    expect(window.drifted).toBe(isOpen ? null : exact?.drifted);
    expect(window.reason?.startsWith('Could not tell') ?? false).toBe(isOpen);
    return isOpen;
  });
  return { all: windows.length, open: open.length };
}

describe('windows against a sketch', () => {
  it.each(['wasserstein', 'ks', 'psi', 'jensenshannon', 't_test'] as const)(
    'have bounds that the scores of the data lie in: %s',
    method => {
      const found = Object.values(SHAPES).map((draw, seed) => {
        const { reference, current, windows } = drifting(draw, 4000, seed + 1);
        const more = { rules: rulesOf(method), windows };
        const data = compare(copied(reference), copied(current), more);
        return expectWindowsInside(compareProfiled(profileOf(reference), current, more), data);
      });
      const sum = (of: 'all' | 'open'): number => found.reduce((total, counts) => total + counts[of], 0);
      expect(sum('all')).toBe(DAYS * Object.keys(SHAPES).length);
      expect(sum('open')).toBeLessThan(sum('all') / 4);
    },
  );

  it('are what they are of the data where every value is counted', () => {
    const { reference, current, windows } = drifting(random => Math.floor(300 * share(random)), 3000, 9);
    const data = compare(copied(reference), copied(current), { windows });
    expect(compareProfiled(profileOf(reference), current, { windows })).toEqual(data);
    expect(data.windows).toHaveLength(DAYS);
  });

  it('say when the first drift was', () => {
    const { reference, current, windows } = drifting(share, 6000, 3);
    const row = compareProfiled(profileOf(reference), current, { windows });
    expect(row.windows?.map(({ drifted }) => drifted)).toEqual([false, false, false, true, true, true]);
    expect(row.firstDrifted).toBe(3 * DAY);
  });
});
