import { describe, expect, it } from 'vitest';
import { type Column } from '../../../src/domain/column';
import { featureValues } from '../../../src/explain/featureValues';
import { type TreeEnsemble } from '../../../src/formats/contract';
import { numbers, text } from './columns';
import { randomEnsemble } from './randomEnsemble';

const ALL = Int32Array.of(0, 1, 2);

function model(library: TreeEnsemble['library'], labels: readonly string[] | null, isCategorical = labels !== null): TreeEnsemble {
  return { ...randomEnsemble(1, { library, features: 1, trees: 1, depth: 1 }), categories: [labels], isCategorical: [isCategorical] };
}

function read(ensemble: TreeEnsemble, column: Column, rows = ALL): number[] | string {
  const values = featureValues(ensemble, 0, column, rows);
  return values.ok ? Array.from(values.value) : values.failure.message;
}

describe('featureValues', () => {
  it('keeps numbers, truth values and missing ones as they are, in the chosen rows', () => {
    expect(read(model('xgboost', null), numbers('x', [1.5, null, 3]))).toEqual([1.5, NaN, 3]);
    expect(read(model('lightgbm', null), numbers('x', [1, 0, 1], 'boolean'), Int32Array.of(2, 1))).toEqual([1, 0]);
  });

  it('takes codes from the labels of the model file, not from the order in the data', () => {
    expect(read(model('xgboost', ['a', 'b', 'c']), text('x', ['c', null, 'a']))).toEqual([2, NaN, 0]);
    expect(read(model('xgboost', ['10', '20']), numbers('x', [20, null, 10]))).toEqual([1, NaN, 0]);
    expect(read(model('lightgbm', ['False', 'True']), numbers('x', [1, 0, null], 'boolean'))).toEqual([1, 0, NaN]);
  });

  it('leaves codes that are numbers alone where the file has no labels', () => {
    expect(read(model('lightgbm', null, true), numbers('x', [4, 0, null]))).toEqual([4, 0, NaN]);
  });

  it('treats an unseen category as LightGBM does: missing', () => {
    expect(read(model('lightgbm', ['a']), text('x', ['a', 'new', 'a']))).toEqual([0, NaN, 0]);
  });

  it('refuses an unseen category of a chosen row as XGBoost does', () => {
    const column = text('x', ['a', 'new', 'a']);
    expect(read(model('xgboost', ['a']), column)).toBe('Column "x" holds the category "new", which the model was not trained with.');
    expect(read(model('xgboost', ['a']), column, Int32Array.of(0, 2))).toEqual([0, 0]);
    expect(read(model('xgboost', ['1']), numbers('x', [1, 2.5, 1]))).toContain('"2.5"');
  });

  it('says why text or times cannot be read', () => {
    expect(read(model('xgboost', null), text('x', ['a', 'b', 'c']))).toBe('Column "x" holds text, and the model expects numbers.');
    expect(read(model('xgboost', null, true), text('x', ['a', 'b', 'c']))).toBe(
      'Column "x" holds category names, and the model file does not say which codes they have.',
    );
    expect(read(model('xgboost', null), numbers('x', [1, 2, 3], 'datetime'))).toBe(
      'Column "x" holds times, and the model expects numbers.',
    );
  });

  it('reads a column without any value as missing', () => {
    expect(read(model('xgboost', null), text('x', [null, null, null]))).toEqual([NaN, NaN, NaN]);
  });
});
