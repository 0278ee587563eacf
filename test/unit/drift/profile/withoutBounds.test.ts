import { describe, expect, it } from 'vitest';
import { type DriftMethod, driftMethods, isDrift } from '../../../../src/domain/driftMethod';
import { SKETCH_POINTS } from '../../../../src/drift/profile/dataProfile';
import { rankSketch } from '../../../../src/numeric/rankSketch';
import { normal, randomNumbers } from '../../../support/randomNumbers';
import { numbers, series } from '../columns';
import { judgeProfiled, profileOf } from './tables';

/** Data of the very same sketch, in which what lies between two points lies next to the one where a wave is higher. */
function ofSameSketch(sorted: Float64Array, wave: (value: number) => number): Float64Array {
  const { points } = rankSketch(sorted, SKETCH_POINTS);
  let next = 0;
  return sorted.map(value => {
    while ((points[next]?.value ?? Infinity) < value) next++;
    const above = points[next]?.value ?? value;
    if (above === value) return value;
    const below = points[next - 1]?.value ?? value;
    const step = (above - below) * 1e-6;
    return wave(above) > wave(below) ? above - step : below + step;
  });
}

/** Waves about as long as the spread of the values, which these tests look at. */
const WAVES = [0.6, 1.2].flatMap(speed => series(4, k => (value: number) => Math.sin(speed * value + (k * Math.PI) / 2)));

function expectBothVerdicts(method: DriftMethod, rows: number, shift: number): void {
  const next = randomNumbers(5);
  const reference = Float64Array.from({ length: rows }, () => normal(next)).sort();
  const current = numbers(series(rows, () => normal(next) + shift));
  const sketch = rankSketch(reference, SKETCH_POINTS);
  const drifted = WAVES.map(wave => {
    const other = ofSameSketch(reference, wave);
    expect(rankSketch(other, SKETCH_POINTS)).toEqual(sketch);
    const judged = judgeProfiled(numbers(other), current, method);
    return 'score' in judged && isDrift(method, judged.score ?? NaN, driftMethods[method].threshold);
  });
  expect(new Set(drifted)).toEqual(new Set([true, false]));
  const refused = judgeProfiled(profileOf(numbers(reference)), current, method);
  expect(refused).toEqual({
    reason: `The profile has only a sketch of this column, and the test ${method} needs its values. Choose cramer_von_mises, anderson or ks.`,
  });
}

describe('a test without an error bound', () => {
  it('has both verdicts on data of the same sketch: es', () => {
    expectBothVerdicts('es', 3000, 0);
  });

  it('has both verdicts on data of the same sketch: empirical_mmd', () => {
    expectBothVerdicts('empirical_mmd', 20_000, 0.027);
  }, 60_000);
});
