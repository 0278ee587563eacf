import { describe, expect, it } from 'vitest';
import { checkPredictions } from '../../../src/explain/predictionCheck';
import { type TreeEnsemble } from '../../../src/formats/contract';
import { numbers, text } from './columns';
import { randomEnsemble } from './randomEnsemble';

const ROWS = Int32Array.of(0, 1, 2);

function model(link: TreeEnsemble['link'], outputs = 1): TreeEnsemble {
  return { ...randomEnsemble(1, { library: 'xgboost', features: 1, trees: outputs, depth: 1, outputs }), link };
}

const margins = Float64Array.of(0, Math.log(3), -Math.log(3));

describe('checkPredictions', () => {
  it('compares values as they are', () => {
    expect(checkPredictions(model('identity'), margins, numbers('p', [0, 1, null]), ROWS)).toEqual({
      error: Math.log(3) - 1,
      difference: null,
    });
  });

  it('compares probabilities as probabilities and says so', () => {
    const check = checkPredictions(model('logistic'), margins, numbers('p', [0.5, 0.75, 0.3]), ROWS);
    expect(check.error).toBeCloseTo(0.05, 12);
    expect(check.difference).toBe(
      'The recorded predictions in column "p" are probabilities: they were compared with ours as probabilities.',
    );
  });

  it('multiplies with LightGBM’s sigmoid before the logistic function', () => {
    const check = checkPredictions({ ...model('logistic'), sigmoid: 2 }, margins, numbers('p', [0.5, 0.9, 0.1]), ROWS);
    expect(check.error).toBeLessThan(1e-12);
  });

  it('compares margins where the recorded numbers cannot be probabilities', () => {
    const check = checkPredictions(model('logistic'), margins, numbers('p', [0, 1.0986122886681098, -1.1]), ROWS);
    expect(check.error).toBeCloseTo(0.0013877, 6);
    expect(check.difference).toContain('compared with the margins');
  });

  it('compares counts after the exponential', () => {
    expect(checkPredictions(model('log'), margins, numbers('p', [1, 3, 1 / 3]), ROWS).error).toBeLessThan(1e-12);
  });

  it('counts agreeing classes instead of comparing them as numbers', () => {
    const check = checkPredictions(model('logistic'), margins, numbers('p', [0, 1, 1], 'integer'), ROWS);
    expect(check).toEqual({
      error: null,
      difference: 'Column "p" holds classes, which cannot be compared as numbers: 2 of 3 agree with the model.',
    });
    const three = checkPredictions(
      model('softmax', 3),
      Float64Array.of(0, 1, 2, 5, 1, 2),
      numbers('p', [2, 1], 'integer'),
      Int32Array.of(0, 1),
    );
    expect(three).toEqual({
      error: null,
      difference: 'Column "p" holds classes, which cannot be compared as numbers: 1 of 2 agree with the model.',
    });
  });

  it('says what it could not check', () => {
    expect(checkPredictions(model('logistic'), margins, text('p', ['a', 'b', 'c']), ROWS)).toMatchObject({
      error: null,
      difference: expect.stringContaining('holds text') as string,
    });
    expect(checkPredictions(model('logistic'), margins, numbers('p', [null, null, null]), ROWS)).toMatchObject({
      error: null,
      difference: expect.stringContaining('is empty') as string,
    });
    expect(checkPredictions(model('identity', 2), Float64Array.of(1, 2), numbers('p', [1]), Int32Array.of(0))).toMatchObject({
      error: null,
      difference: expect.stringContaining('2 outputs') as string,
    });
  });
});
