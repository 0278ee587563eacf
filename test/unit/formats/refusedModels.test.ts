import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { golden, load, loadBytes } from './goldenFolder';

test.each([
  ['mlflow_lgb_classifier', '"model.pkl" is a pickle, which only Python can open.', 'model.booster_.save_model("model.txt")'],
  [
    'mlflow_lgb_classifier/model.pkl',
    '"model.pkl" is a pickle, which only Python can open.',
    'mlflow.lightgbm.log_model(model.booster_, name="model")',
  ],
  ['refused_gblinear.json', 'This is a linear XGBoost model (booster="gblinear"), which has no trees to explain.', 'booster="gbtree"'],
  [
    'refused_vector_leaf.json',
    'XGBoost models with vector leaves (multi_strategy="multi_output_tree") are not explained here.',
    'one_output_per_tree',
  ],
  [
    'refused_dump.json',
    '"refused_dump.json" is a dump of an XGBoost model, which leaves out what explaining needs.',
    'booster.save_model("model.json")',
  ],
  [
    'refused_binary.model',
    '"refused_binary.model" is in XGBoost’s old binary format, which XGBoost itself no longer reads.',
    'booster.save_model("model.json")',
  ],
  [
    'refused_linear_tree.txt',
    'LightGBM models with linear trees (linear_tree=true) are not explained here: LightGBM itself has no SHAP values for them.',
    'linear_tree=false',
  ],
])('%s is refused with a sentence and the line that exports it', async (name, message, nextStep) => {
  expect(await load(golden(name))).toEqual({ reason: 'unsupported', message, nextStep: expect.stringContaining(nextStep) as string });
});

test.each([
  ['model.pkl', '\u0080\u0004\u0095...xgboost.sklearn', 'is a pickle', 'model.save_model("model.json")'],
  ['model.joblib', '\u001f\u008b gzip', 'is a pickle', 'Explained here are'],
  ['model.skops', 'PK\u0003\u0004 schema.json lightgbm', 'is a skops archive', 'booster_.save_model'],
  ['model.pt', 'PK\u0003\u0004 archive/data.pkl', 'is a PyTorch model', 'Explained here are'],
  ['model.zip', 'PK\u0003\u0004 other', 'is a zip archive', 'Explained here are'],
  ['model.cb', 'CBM1....', 'is a CatBoost model', 'Explained here are'],
  ['model.onnx', '\u0008\u0009\u0012\u0007', 'is an ONNX model', 'Explained here are'],
  ['model.h5', '\u0089HDF\r\n', 'is a Keras model', 'Explained here are'],
  ['model.json', '{"oblivious_trees": []}', 'is JSON, but no XGBoost model', 'Explained here are'],
])('%s that is no explained model is named', async (name, content, message, nextStep) => {
  expect(
    await loadBytes(
      name,
      Uint8Array.from(content, character => character.charCodeAt(0)),
    ),
  ).toMatchObject({
    reason: 'unsupported',
    message: expect.stringContaining(message) as string,
    nextStep: expect.stringContaining(nextStep) as string,
  });
});

test('a folder whose model file is gone, or that names none, says so', async () => {
  const path = mkdtempSync(join(tmpdir(), 'modelops-gone-'));
  writeFileSync(join(path, 'MLmodel'), 'flavors: {xgboost: {data: model.json}}');
  expect(await load(path)).toMatchObject({
    reason: 'not_found',
    message: expect.stringContaining('The model file is not there') as string,
  });
  writeFileSync(join(path, 'MLmodel'), 'flavors: {prophet: {}}');
  expect(await load(path)).toMatchObject({ reason: 'unsupported', message: expect.stringContaining('names no model file') as string });
});
