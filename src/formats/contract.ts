import { type Result } from '../base/result';

/** What a model file is, told from its first bytes (and a skops or PyTorch archive from the names inside). */
export type ModelFileKind =
  | 'xgboost-json'
  | 'xgboost-ubj'
  | 'xgboost-binary'
  | 'xgboost-dump'
  | 'lightgbm-text'
  | 'json'
  | 'pickle'
  | 'skops'
  | 'torch'
  | 'zip'
  | 'catboost'
  | 'onnx'
  | 'keras'
  | 'unknown';

/** One input, output or param of an MLflow signature. `type` is MLflow's name: "double", "long", "string", "tensor" … */
export interface SignatureColumn {
  readonly name: string | null;
  readonly type: string;
  /** What is inside a tensor, an array, an object or a map, or a param's shape and default, as text; absent for plain columns. */
  readonly detail?: string;
  readonly required: boolean;
}

export interface Signature {
  readonly inputs: readonly SignatureColumn[];
  readonly outputs: readonly SignatureColumn[];
  /** What may be given when predicting, beside the data; each has a default. */
  readonly params: readonly SignatureColumn[];
}

/** What an MLflow model folder says of itself in its `MLmodel` file, or what a bare model file is. */
export interface ModelFolder {
  readonly path: string;
  /** The most specific flavor that is known here: "xgboost", "lightgbm", "sklearn", …, else "python_function". */
  readonly flavor: string;
  /** The model file inside the folder; null if the flavor names none. */
  readonly modelFile: string | null;
  /** The class that was logged, e.g. "xgboost.sklearn.XGBClassifier"; null if not said. */
  readonly modelClass: string | null;
  readonly signature: Signature | null;
}

/** How one raw value chooses a side in a tree: as the library that trained it compares. */
export type TreeLibrary = 'xgboost' | 'lightgbm';

/**
 * A gradient-boosted tree ensemble, all trees in flat arrays: node `n` of tree `t` is at `treeOffsets[t] + n`, and child
 * numbers are relative to the same offset. Leaves have `left[i] < 0`; their `value[i]` is already scaled (shrinkage, DART).
 */
export interface TreeEnsemble {
  readonly library: TreeLibrary;
  readonly format: 'json' | 'ubj' | 'text';
  /** The objective's name as the library writes it, e.g. "binary:logistic". */
  readonly objective: string;
  /** How the margin becomes the prediction. */
  readonly link: 'identity' | 'logistic' | 'softmax' | 'log' | 'other';
  /** LightGBM's `sigmoid`, which the margin is multiplied with before the logistic function; 1 when absent. */
  readonly sigmoid?: number;
  /** Margins a row has: 1, or one per class. */
  readonly outputs: number;
  /** Added to the margin of each output. */
  readonly baseMargin: Float64Array;
  readonly featureNames: readonly string[] | null;
  readonly featureCount: number;
  /** Category labels of a feature by code, where the file records them; null for numbers. */
  readonly categories: readonly (readonly string[] | null)[];
  /** Whether a feature holds category codes although its labels may be unknown. */
  readonly isCategorical: readonly boolean[];
  /** First node of each tree, and the end: length trees + 1. */
  readonly treeOffsets: Int32Array;
  /** Which output each tree adds to. */
  readonly treeOutput: Int32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly value: Float64Array;
  /** Training cover: sum of hessians (XGBoost) or row count (LightGBM). */
  readonly cover: Float64Array;
  /** 1 where a missing value goes left. */
  readonly defaultLeft: Uint8Array;
  /** LightGBM's missing type: 0 none, 1 zero, 2 NaN. XGBoost: always 2. */
  readonly missingType: Uint8Array;
  /** For a categorical split: its range in `categoryBits`, in 32-bit words; -1 for a numerical split. */
  readonly categoryStart: Int32Array;
  readonly categoryWords: Int32Array;
  /** Bit sets of categories. LightGBM: set → left. XGBoost: set → right. */
  readonly categoryBits: Uint32Array;
  /** Boosting rounds that the logged class predicts with, where they are fewer than the file holds; only their trees are here. */
  readonly bestIteration: number | null;
  /** What a reader of explanations of this model should know: whole sentences. */
  readonly remarks?: readonly string[];
}

/** Reads an MLflow model folder's `MLmodel`, or describes a bare model file. */
export type ReadModelFolder = (path: string) => Promise<Result<ModelFolder>>;

/** Parses a model file into an ensemble; 'unsupported' names the format and how to export a readable one. */
export type ParseTreeEnsemble = (model: ModelFolder) => Promise<Result<TreeEnsemble>>;
