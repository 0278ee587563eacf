import { expect, it } from 'vitest';
import { kolmogorovTwoSample } from '../../src/numeric/kolmogorovTwoSample';
import { type NoDriftReports, strictAlarms } from '../unit/drift/noDrift';

interface Case extends Omit<NoDriftReports, 'seed'> {
  /** The share of reports with an alarm. */
  readonly rate: number;
  /** Out of how many other reports it was measured; absent: it is exact. */
  readonly measured?: number;
}

/**
 * The largest p-value of the test that does not exceed 0.05. Ties make the Kolmogorov–Smirnov p-value too large, and a rare
 * value cannot change by 0.1: those alarm less often. A report of several columns adjusts its p-values.
 */
const cases: readonly Case[] = [
  { columns: ['plain'], sizes: [60, 90], rounds: 1500, rate: 0.04252 },
  { columns: ['plain'], sizes: [200, 150], rounds: 1500, rate: 0.049846 },
  { columns: ['tied'], sizes: [60, 90], rounds: 1000, rate: 0.016, measured: 12_000 },
  { columns: ['tied'], sizes: [200, 150], rounds: 1000, rate: 0.0158, measured: 12_000 },
  { columns: ['gaps'], sizes: [80, 200], rounds: 1000, rate: 0.0509, measured: 12_000 },
  { columns: ['letters'], sizes: [100, 120], rounds: 1500, rate: 0.0493, measured: 12_000 },
  { columns: ['letters'], sizes: [40, 200], rounds: 500, rate: 0.0529, measured: 12_000 },
  { columns: ['rare'], sizes: [60, 90], rounds: 1000, rate: 0.0001, measured: 12_000 },
  { columns: ['gaps', 'plain', 'letters', 'rare'], sizes: [60, 90], rounds: 1000, rate: 0.0322, measured: 12_000 },
];

it.each(cases.map(each => [each.columns.join(', '), each.sizes.join(' against '), each] as const))(
  'without drift, strict alarms at its rate: %s of %s rows',
  (_columns, _sizes, { columns, sizes, rounds, rate, measured }) => {
    const error = Math.sqrt(rate * (1 - rate) * (1 / rounds + (measured === undefined ? 0 : 1 / measured)));
    const alarms = strictAlarms({ columns, sizes, rounds, seed: 7 });
    // One alarm more or less where there are next to none.
    expect(Math.abs(alarms / rounds - rate)).toBeLessThanOrEqual(4 * error + 1 / rounds);
  },
);

it('the rates of numbers without ties are those of the exact test, and there are 10,000 reports', () => {
  for (const { columns, sizes, rate } of cases) if (columns[0] === 'plain') expect(attained(...sizes)).toBeCloseTo(rate, 5);
  expect(cases.reduce((sum, { rounds }) => sum + rounds, 0)).toBe(10_000);
});

/** The largest p-value up to 0.05 that samples of these sizes can have. */
function attained(n1: number, n2: number): number {
  const pairs = n1 * n2;
  // p falls with the distance: the first one that is small enough is the largest.
  for (let k = 1; k <= pairs; k++) {
    const p = kolmogorovTwoSample(k / pairs, n1, n2);
    if (p <= 0.05) return p;
  }
  return 0;
}
