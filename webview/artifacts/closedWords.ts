import { type ClosedKind } from '../../src/artifacts/contract';

const RUNS_CODE = 'It is not opened: loading it would run code that is in it.';
const NOT_TEXT = 'It is not text, and Model Ops has no view for it. Download it to open it with the program that made it.';

const WORDS: Readonly<Record<ClosedKind, readonly [what: string, why: string]>> = {
  pickle: ['A Python pickle: objects together with the code that makes them.', RUNS_CODE],
  torch: ['A PyTorch archive, which holds a Python pickle.', RUNS_CODE],
  keras: ['A Keras model.', 'It is not opened: a Keras model may hold Python code that loading it would run.'],
  skops: ['A scikit-learn model saved by skops.', 'It is not opened: it names Python classes that loading it would import.'],
  zip: ['A ZIP archive.', 'It is not unpacked here. Download it.'],
  gzip: ['A file compressed by gzip.', 'It is not unpacked here. Download it.'],
  numpy: ['A NumPy array.', 'Model Ops does not show arrays. A NumPy file may hold a pickle: load it with allow_pickle=False.'],
  pdf: ['A PDF document.', 'Download it to read it.'],
  onnx: ['An ONNX model.', NOT_TEXT],
  catboost: ['A CatBoost model.', NOT_TEXT],
  'xgboost-ubj': ['An XGBoost model in UBJSON.', 'Register or open its model and choose Explain Model: it is read there, never run.'],
  'xgboost-binary': ["An XGBoost model in the library's old binary format.", NOT_TEXT],
  'xgboost-json': ['An XGBoost model in JSON.', 'It is too long to be opened as text here.'],
  'xgboost-dump': ['A dump of an XGBoost model.', 'It is too long to be opened as text here.'],
  'lightgbm-text': ['A LightGBM model as text.', 'It is too long to be opened as text here.'],
  json: ['A JSON file.', 'It holds bytes that are no text.'],
  'too long': ['A file of more than 50 MB.', 'It is too long to be opened here. Download it.'],
  unknown: ['A file of a kind that Model Ops does not know.', NOT_TEXT],
};

/** What a file is, and why it stays closed: two sentences. */
export function closedWords(kind: ClosedKind): readonly string[] {
  return WORDS[kind];
}
