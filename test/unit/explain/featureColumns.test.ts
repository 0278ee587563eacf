import { expect, test } from 'vitest';
import { featureColumns } from '../../../src/explain/featureColumns';
import { type ModelFolder, type TreeEnsemble } from '../../../src/formats/contract';
import { randomEnsemble } from './randomEnsemble';

const folder: ModelFolder = { path: '/m', flavor: 'xgboost', modelFile: 'model.json', modelClass: null, signature: null };

function model(featureNames: readonly string[] | null, library: TreeEnsemble['library'] = 'xgboost'): TreeEnsemble {
  return { ...randomEnsemble(1, { library, features: 2, trees: 1, depth: 1 }), featureNames };
}

test('matches by name and ignores other columns', () => {
  expect(featureColumns(model(['b', 'a']), folder, ['a', 'id', 'b'], [])).toEqual({
    ok: true,
    value: { features: ['b', 'a'], columns: ['b', 'a'], difference: null },
  });
});

test('finds the column whose spaces LightGBM turned into underscores', () => {
  const found = featureColumns(model(['mean_radius', 'x'], 'lightgbm'), folder, ['x', 'mean radius'], []);
  expect(found).toMatchObject({ ok: true, value: { features: ['mean radius', 'x'] } });
  expect(featureColumns(model(['mean_radius', 'x']), folder, ['x', 'mean radius'], []).ok).toBe(false);
});

test('names the missing columns', () => {
  expect(featureColumns(model(['a', 'z']), folder, ['a'], [])).toMatchObject({
    ok: false,
    failure: { reason: 'not_found', message: 'The data has no column "z", which the model needs.' },
  });
  expect(featureColumns(model(['y', 'z']), folder, ['a'], [])).toMatchObject({
    failure: { message: 'The data has no columns "y", "z", which the model needs.' },
  });
});

test('takes the names of the signature where the model file has none', () => {
  const input = (name: string): { name: string; type: string; required: boolean } => ({ name, type: 'double', required: true });
  const signed = { ...folder, signature: { inputs: [input('u'), input('v')], outputs: [], params: [] } };
  expect(featureColumns(model(null), signed, ['v', 'u', 'w'], [])).toMatchObject({
    ok: true,
    value: { columns: ['u', 'v'], difference: null },
  });
});

test('matches by position only without any names, passes over reserved columns, and says so', () => {
  const found = featureColumns(model(null), folder, ['label', 'p', 'q', 'r'], ['label', null]);
  expect(found).toEqual({
    ok: true,
    value: {
      features: ['p', 'q'],
      columns: ['p', 'q'],
      difference: 'The model has no feature names: the first 2 columns of the data were taken in their order.',
    },
  });
  expect(featureColumns(model(null), folder, ['p'], [])).toMatchObject({ ok: false, failure: { reason: 'invalid' } });
});
