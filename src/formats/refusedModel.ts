import { type Malformed, unsupported } from './malformed';
import { type ModelFileKind } from './contract';

const EXPLAINED = 'Explained here are XGBoost models saved as JSON or UBJSON and LightGBM models saved as text.';
const EXPORT_LIGHTGBM =
  'Export it with model.booster_.save_model("model.txt"), or log it with mlflow.lightgbm.log_model(model.booster_, name="model").';
const EXPORT_XGBOOST =
  'Export it with model.save_model("model.json"), or log it with mlflow.xgboost.log_model(model, name="model", model_format="json").';

/**
 * Why a file of this kind is not explained, and the line that exports one that is.
 *
 * @param head the flavor and the first bytes: names in them choose the advice.
 */
export function refusedModel(kind: ModelFileKind, fileName: string, head: string): Malformed {
  const file = JSON.stringify(fileName);
  if (kind === 'pickle') return unsupported(`${file} is a pickle, which only Python can open.`, exportLine(head));
  if (kind === 'skops') return unsupported(`${file} is a skops archive, which is not explained here.`, exportLine(head));
  const [what, nextStep] = refusals[kind] ?? ['is not explained here.', EXPLAINED];
  return unsupported(`${file} ${what}`, nextStep);
}

const refusals: Readonly<Partial<Record<ModelFileKind, readonly [what: string, nextStep: string]>>> = {
  'xgboost-binary': [
    'is in XGBoost’s old binary format, which XGBoost itself no longer reads.',
    'Load it with the XGBoost (before 3.1) that wrote it and export it with booster.save_model("model.json").',
  ],
  'xgboost-dump': [
    'is a dump of an XGBoost model, which leaves out what explaining needs.',
    'Export the model itself with booster.save_model("model.json").',
  ],
  json: ['is JSON, but no XGBoost model.', EXPLAINED],
  unknown: ['is no model file that is known here.', EXPLAINED],
  catboost: ['is a CatBoost model, which is not explained here.', EXPLAINED],
  onnx: ['is an ONNX model, which is not explained here.', EXPLAINED],
  torch: ['is a PyTorch model, which is not explained here.', EXPLAINED],
  keras: ['is a Keras model, which is not explained here.', EXPLAINED],
  zip: ['is a zip archive, which is not explained here.', EXPLAINED],
};

/** A pickle is never executed: the class names among its bytes only tell which library wrote the model. */
function exportLine(head: string): string {
  if (head.includes('lightgbm')) return EXPORT_LIGHTGBM;
  return head.includes('xgboost') ? EXPORT_XGBOOST : EXPLAINED;
}
