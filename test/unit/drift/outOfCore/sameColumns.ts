import { expect } from 'vitest';
import { driftMethods } from '../../../../src/domain/driftMethod';
import { type DriftColumn } from '../../../../src/drift/contract';
import { normal, randomNumbers } from '../../../support/randomNumbers';
import { close } from './limitedReport';

/** Scores agree to the last digits: sums are added up in another order. */
export function expectSame(streamed: DriftColumn, held: DriftColumn): void {
  expect([held.name, close(streamed.score, held.score), streamed.score]).toEqual([held.name, true, streamed.score]);
  expectSameNoise(streamed, held);
  const plain = ({ score: _s, severity: _v, distribution: _d, inputs: _i, noise: _n, withinNoise: _w, ...rest }: DriftColumn): unknown =>
    rest;
  // Of texts that are equally common, which one is named depends on the order.
  const counted = (column: DriftColumn): unknown =>
    JSON.parse(
      JSON.stringify(plain(column), (key, each: unknown) => (key === 'commonest' ? (each as { count: number } | null)?.count : each)),
    );
  expect(counted(streamed)).toEqual(counted(held));
  expect(streamed.inputs?.map(({ name }) => name)).toEqual(held.inputs?.map(({ name }) => name));
  expectSameChart(streamed.distribution, held.distribution);
}

/** How far categories' noise may be apart: beyond memory they are drawn in another order, and only so many times. */
const DRAWN = { share: 0.15, pValue: 0.05 };

/** Of numbers, what is drawn is the same, but where each value is counted by itself. */
export function expectSameNoise(streamed: DriftColumn, held: DriftColumn): void {
  const [there, here] = [streamed.noise ?? NaN, held.noise ?? NaN];
  const byValue = held.method === 'chisquare' || held.inputs?.some(({ name }) => name === 'distinct values') === true;
  const isDrawn = held.method !== null && (held.type === 'categorical' || byValue);
  const drawn = driftMethods[held.method ?? 'ks'].score === 'p-value' ? DRAWN.pValue : DRAWN.share * here + 1e-6;
  const apart = Math.abs(there - here);
  expect([held.name, Number.isNaN(there), apart > (isDrawn ? drawn : 1e-10 * Math.max(1e-3, here))]).toEqual([
    held.name,
    Number.isNaN(here),
    false,
  ]);
  // A score on the edge of the noise may be on either side of it.
  const isOnEdge = isDrawn && Math.abs((held.score ?? NaN) - here) <= 2 * drawn;
  if (!isOnEdge) expect([held.name, streamed.withinNoise]).toEqual([held.name, held.withinNoise]);
}

function expectSameChart(streamed: DriftColumn['distribution'], held: DriftColumn['distribution']): void {
  if (streamed?.kind === 'numeric' && held?.kind === 'numeric') {
    expect(streamed.edges.length).toBe(held.edges.length);
    streamed.edges.forEach((edge, k) => expect(edge).toBeCloseTo(held.edges[k] ?? NaN, 9));
    expect(streamed.summary.reference?.quantiles).toEqual(held.summary.reference?.quantiles);
    expect(streamed.reference.reduce((a, b) => a + b)).toBe(held.reference.reduce((a, b) => a + b));
    return;
  }
  const counted = (chart: DriftColumn['distribution']): unknown =>
    chart?.kind === 'categorical' ? chart.categories.map((name, k) => `${name}: ${chart.reference[k]}, ${chart.current[k]}`).sort() : chart;
  if (held?.kind === 'categorical' && held.categories.length < 30) expect(counted(streamed)).toEqual(counted(held));
  expect(streamed?.kind).toEqual(held?.kind);
}

export function table(rows: number, seed: number): string {
  const random = randomNumbers(seed);
  const line = (row: number): string =>
    [
      normal(random) + seed / 100,
      Math.round(normal(random) * 8),
      Math.floor(random() * 4) + 0.5,
      random() < 0.1 ? '' : Math.floor(random() * 9000),
      random() < 0.5,
      `level ${Math.floor(random() * random() * 12)}`,
      random() < 0.3 ? 'a' : 'b',
      random() < 0.05 ? '' : ['\u{10000}', '\uffee', 'é', 'z'][row % 4],
      random() < 0.01 ? 'inf' : normal(random),
      7,
      Math.floor(random() * 400),
      seed < 5 && row % 2 === 0 ? 'x' : row,
      random() < 0.01 ? -0 : (random() - 0.5) * 1e308,
    ].join(',');
  return `normal,whole,few,gaps,truth,level,two,points,infinite,constant,codes,mixed,huge\n${Array.from({ length: rows }, (_, row) => line(row)).join('\n')}\n`;
}
