import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runId } from '../../../../src/domain/ids';
import { toRunDetails } from '../../../../src/domain/runDetails';
import { curveBounds, nearestPoint, toCurve } from '../../../../webview/runs/curve';
import { comparedKeys, defaultAxes } from '../../../../webview/runs/differences';
import { axisPositions, brushBetween, brushByKey, linePieces, nearestLine, passesBrushes } from '../../../../webview/runs/parallelLayout';
import { valueAxis } from '../../../../webview/runs/valueAxis';
import { fixtureRun } from '../../../support/runsFixture';

describe('curves', () => {
  const series = { runId: runId('a'), steps: [2, 0, 1], times: [3000, 1000, 2000], values: [30, 'NaN' as const, 20], recorded: 3 };

  it('go from left to right, by step or by seconds since the first value', () => {
    expect(toCurve(series, 'step', 0)).toMatchObject({ xs: [0, 1, 2], recorded: [NaN, 20, 30] });
    expect(toCurve(series, 'time', 0).xs).toEqual([0, 1, 2]);
    expect(toCurve(series, 'wall', 0).xs).toEqual([1000, 2000, 3000]);
  });

  it('are bounded by what can be drawn', () => {
    const curve = toCurve(series, 'step', 0);
    expect(curveBounds([curve], false)).toEqual({ x: [1, 2], y: [20, 30] });
    expect(curveBounds([{ ...curve, ys: [-1, 0, 5] }], true)).toEqual({ x: [2, 2], y: [5, 5] });
    expect(curveBounds([{ ...curve, ys: [NaN, NaN, Infinity] }], false)).toBeNull();
  });

  it('are read at the nearest point', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: -600, max: 600 }),
        (xs, x) => {
          const sorted = xs.toSorted((left, right) => left - right);
          const found = nearestPoint({ runId: 'a', xs: sorted, ys: sorted, recorded: sorted, steps: sorted }, x);
          expect(Math.abs((sorted[found] ?? NaN) - x)).toBe(Math.min(...sorted.map(each => Math.abs(each - x))));
        },
      ),
    );
  });
});

describe('axes of values', () => {
  it('are numeric where every text is a number', () => {
    expect(valueAxis(['0.1', '1e-2', null, 0.055])).toMatchObject({ kind: 'numeric', places: [1, 0, null, expect.closeTo(0.5)] });
    expect(valueAxis([1, 'NaN', 3])).toMatchObject({ kind: 'numeric', places: [0, null, 1] });
    expect(valueAxis([2, 2]).places).toEqual([0.5, 0.5]);
  });

  it('are categories otherwise, in order', () => {
    const axis = valueAxis(['dart', 'gbtree', null, 'dart', '10']);
    expect(axis).toMatchObject({ kind: 'categorical', places: [0.5, 1, null, 0.5, 0] });
    expect(axis.ticks.map(tick => tick.text)).toEqual(['10', 'dart', 'gbtree']);
  });

  it('have no place and no tick for nothing', () => {
    expect(valueAxis([null, null])).toEqual({ kind: 'categorical', places: [null, null], ticks: [] });
    expect(valueAxis(['NaN'])).toMatchObject({ places: [null], ticks: [] });
  });
});

describe('parallel coordinates', () => {
  const axes = [valueAxis([1, 2, 3]), valueAxis([1, null, 3]), valueAxis(['a', 'b', 'c'])];

  it('stand apart evenly', () => {
    expect(axisPositions(3, 500, 50)).toEqual([50, 250, 450]);
    expect(axisPositions(1, 500, 50)).toEqual([250]);
    expect(axisPositions(0, 500, 50)).toEqual([]);
  });

  it('part a line where a value is missing', () => {
    expect(linePieces(axes, 0)).toEqual([
      [
        [0, 0],
        [1, 0],
        [2, 0],
      ],
    ]);
    expect(linePieces(axes, 1)).toEqual([[[0, 0.5]], [[2, 0.5]]]);
  });

  it('keep the runs inside of every brush', () => {
    const brushes = new Map([
      [0, { from: 0.4, to: 1 }],
      [2, { from: 0.9, to: 1 }],
    ]);
    expect([0, 1, 2].map(run => passesBrushes(axes, brushes, run))).toEqual([false, false, true]);
    expect(passesBrushes(axes, new Map([[1, { from: 0, to: 1 }]]), 1)).toBe(false);
  });

  it('are brushed by dragging in either direction, and by keys', () => {
    expect(brushBetween(0.8, -0.2)).toEqual({ from: 0, to: 0.8 });
    expect(brushBetween(0.5, 0.505)).toBeNull();
    const brush = brushByKey(null, 'ArrowUp', false);
    expect(brush).toEqual({ from: 0.5, to: 1 });
    expect(brushByKey(brush, 'ArrowUp', false)).toEqual(brush);
    expect(brushByKey(brush, 'ArrowDown', true)).toEqual({ from: 0.5, to: 0.95 });
    expect(brushByKey(brush, 'Escape', false)).toBeNull();
  });

  it('find the line under the pointer', () => {
    expect(nearestLine(axes, 3, { axis: 0, part: 0.5, place: 0.98, reach: 0.05 })).toBe(2);
    expect(nearestLine(axes, 3, { axis: 0, part: 0.5, place: 0.5, reach: 0.05 })).toBeNull();
  });
});

describe('differences', () => {
  const runs = toRunDetails([
    fixtureRun(0, { metrics: { auc: 0.8, loss: NaN }, params: { depth: '3', seed: '1' }, tags: { team: 'a', 'mlflow.user': 'x' } }),
    fixtureRun(1, {
      metrics: { auc: 0.8, loss: NaN },
      params: { depth: '4', seed: '1', more: 'y' },
      tags: { team: 'a', 'mlflow.user': 'y' },
    }),
  ]);

  it('are keys that not every run has, or has with another value', () => {
    expect(comparedKeys(runs).map(({ kind, key, differs }) => [kind, key, differs])).toEqual([
      ['metric', 'auc', false],
      ['metric', 'loss', false],
      ['param', 'depth', true],
      ['param', 'more', true],
      ['param', 'seed', false],
      ['tag', 'team', false],
    ]);
    expect(defaultAxes(comparedKeys(runs))).toEqual(['params.depth', 'params.more', 'metrics.auc', 'metrics.loss']);
  });
});
