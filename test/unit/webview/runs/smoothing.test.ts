import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smoothed } from '../../../../webview/runs/smoothing';

/** The definition, written out: every earlier point, weighed by its distance. */
function plainTwin(xs: readonly number[], ys: readonly number[], weight: number): readonly number[] {
  const step = ((xs.at(-1) ?? 0) - (xs[0] ?? 0)) / (xs.length - 1);
  return ys.map((_, at) => {
    let [sum, weights] = [0, 0];
    for (let index = 0; index <= at; index++) {
      const part = weight ** (((xs[at] ?? 0) - (xs[index] ?? 0)) / step);
      sum += part * (ys[index] ?? 0);
      weights += part;
    }
    return sum / weights;
  });
}

/** TensorBoard's loop for evenly spaced points. */
function tensorBoard(ys: readonly number[], weight: number): readonly number[] {
  let last = 0;
  return ys.map((y, index) => {
    last = last * weight + (1 - weight) * y;
    return last / (1 - weight ** (index + 1));
  });
}

const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 3, maxLength: 40 });
const weights = fc.double({ min: 0.05, max: 0.98, noNaN: true });

describe('smoothing', () => {
  it('is its definition, for any distances', () => {
    fc.assert(
      fc.property(
        values,
        fc.array(fc.double({ min: 0.1, max: 9, noNaN: true }), { minLength: 40, maxLength: 40 }),
        weights,
        (ys, gaps, weight) => {
          let x = 0;
          const xs = ys.map((_, index) => (x += gaps[index] ?? 1));
          const expected = plainTwin(xs, ys, weight);
          for (const [index, y] of smoothed(xs, ys, weight).entries()) expect(y).toBeCloseTo(expected[index] ?? NaN, 6);
        },
      ),
    );
  });

  it("is TensorBoard's where points are evenly spaced", () => {
    fc.assert(
      fc.property(values, weights, (ys, weight) => {
        const expected = tensorBoard(ys, weight);
        const found = smoothed(
          ys.map((_, index) => index * 5),
          ys,
          weight,
        );
        for (const [index, y] of found.entries()) expect(y).toBeCloseTo(expected[index] ?? NaN, 6);
      }),
    );
  });

  it('leaves what is not finite where it is, and goes on after it', () => {
    const found = smoothed([0, 1, 2, 3], [1, NaN, Infinity, 1], 0.9);
    expect(found).toEqual([1, NaN, Infinity, 1]);
  });

  it('does nothing without a weight, and nothing strange where all points are at one x', () => {
    const ys = [3, 1, 2];
    expect(smoothed([0, 1, 2], ys, 0)).toBe(ys);
    expect(smoothed([5, 5, 5], ys, 0.5)).toEqual([3, expect.closeTo(5 / 3), expect.closeTo(13 / 7)]);
  });
});
