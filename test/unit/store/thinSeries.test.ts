import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type MetricPoint } from '../../../src/domain/run';
import { thinSeries } from '../../../src/store/thinSeries';

const values = fc.oneof(fc.double({ noDefaultInfinity: true }), fc.constantFrom(NaN, Number.MAX_VALUE, -Number.MAX_VALUE, 0));
const series = fc
  .array(fc.record({ value: values, step: fc.integer({ min: -50, max: 5000 }), timestamp: fc.nat(1000) }), { maxLength: 400 })
  .map((points): MetricPoint[] => [...points].sort((a, b) => a.step - b.step || a.timestamp - b.timestamp));

test('what is short stays as it is', () => {
  const points = [1, 2, 3].map(step => ({ value: step, step, timestamp: step }));
  expect(thinSeries(points, 3)).toBe(points);
  expect(thinSeries([], 10)).toEqual([]);
});

test('keeps the ends, the extremes and the order, and adds nothing', () => {
  fc.assert(
    fc.property(series, fc.integer({ min: 4, max: 60 }), (points, wanted) => {
      const thinned = thinSeries(points, wanted);
      const places = thinned.map(point => points.indexOf(point));
      expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
      expect(thinned.length).toBeLessThanOrEqual(Math.min(points.length, 1.5 * wanted + 2));
      const numbers = (some: readonly MetricPoint[]): number[] => some.map(point => point.value).filter(value => !Number.isNaN(value));
      expect(Math.max(...numbers(thinned))).toBe(Math.max(...numbers(points)));
      expect(Math.min(...numbers(thinned))).toBe(Math.min(...numbers(points)));
      expect(thinned.some(point => Number.isNaN(point.value))).toBe(points.some(point => Number.isNaN(point.value)));
      if (points.length > 0) expect([places[0], places.at(-1)]).toEqual([0, points.length - 1]);
    }),
  );
});
