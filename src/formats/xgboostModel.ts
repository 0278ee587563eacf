import { type ModelFolder, type TreeEnsemble } from './contract';
import { type DocumentValue, integerOf, listOf, member, memberAt, numberOf, numbersOf, textOf, textsOf } from './documentValue';
import { Malformed, unsupported } from './malformed';
import { treeArrays } from './treeArrays';
import { xgboostCategories } from './xgboostCategories';
import { xgboostObjective } from './xgboostObjective';
import { xgboostTree } from './xgboostTrees';

/** More features or outputs than this are taken for a broken file: nothing is allocated for them. */
const MAX_WIDTH = 100_000;

/**
 * Reads the document of an XGBoost model (`save_model` as JSON or UBJSON, XGBoost 1.0 to 3.4) into an ensemble: gbtree
 * and DART, any number of outputs, categorical splits, boosted forests. Refused with a sentence: gblinear, vector leaves,
 * unknown objectives. Checked against xgboost 1.7, 2.1 and 3.2.
 */
export function xgboostEnsemble(document: DocumentValue, format: 'json' | 'ubj', folder: ModelFolder): TreeEnsemble {
  const learner = member(document, 'learner');
  const booster = gradientBooster(learner);
  const sizes = modelSizes(learner);
  const names = textsOf(member(learner, 'feature_names'), 'feature_names');
  const objectiveName = textOf(memberAt(learner, 'objective', 'name')) ?? '';
  const objective = xgboostObjective(objectiveName, sizes.outputs);
  const rounds = roundsUsed(learner, booster.model, { modelClass: folder.modelClass, outputs: sizes.outputs });
  const arrays = treeArrays(readTrees(booster, rounds.trees), sizes.features);
  const categories = xgboostCategories(booster.model, sizes.features);
  return {
    library: 'xgboost',
    format,
    objective: objectiveName,
    link: objective.link,
    outputs: sizes.outputs,
    baseMargin: objective.toMargin(baseScores(learner, sizes.outputs)),
    featureNames: names.length === sizes.features ? names : null,
    featureCount: sizes.features,
    categories,
    isCategorical: categoricalFeatures(learner, arrays, sizes.features),
    treeOutput: treeOutputs(booster.model, rounds.trees, sizes.outputs),
    ...arrays,
    bestIteration: rounds.bestIteration,
  };
}

interface Booster {
  readonly model: DocumentValue | undefined;
  /** DART's weight of each tree; null for gbtree. */
  readonly treeWeights: ArrayLike<number> | null;
}

/** DART keeps its weights beside the trees up to 3.3, and inside the model from 3.4. */
function gradientBooster(learner: DocumentValue | undefined): Booster {
  const booster = member(learner, 'gradient_booster');
  const name = textOf(member(booster, 'name'));
  if (name === 'gblinear')
    throw unsupported(
      'This is a linear XGBoost model (booster="gblinear"), which has no trees to explain.',
      'Train with booster="gbtree" or "dart".',
    );
  if (name !== 'gbtree' && name !== 'dart')
    throw new Malformed('The file is no XGBoost model: it names no booster.', 'Save it with booster.save_model("model.json").');
  const model = name === 'dart' ? memberAt(booster, 'gbtree', 'model') : member(booster, 'model');
  const weights = numbersOf(member(booster, 'weight_drop') ?? member(model, 'weight_drop'), 'weight_drop');
  return { model, treeWeights: weights === null || weights.length === 0 ? null : weights };
}

function modelSizes(learner: DocumentValue | undefined): { features: number; outputs: number } {
  const parameters = member(learner, 'learner_model_param');
  const features = integerOf(member(parameters, 'num_feature'), 'num_feature');
  const outputs = Math.max(1, numberOf(member(parameters, 'num_class')) ?? 0, numberOf(member(parameters, 'num_target')) ?? 0);
  if (features < 0 || features > MAX_WIDTH)
    throw unsupported(`The model file claims ${features} features; at most ${MAX_WIDTH} are explained here.`);
  if (!Number.isInteger(outputs) || outputs > MAX_WIDTH)
    throw unsupported(`The model file claims ${outputs} outputs; at most ${MAX_WIDTH} are explained here.`);
  return { features, outputs };
}

/** `base_score` is "5E-1" up to 3.0, "[5E-1]" or one number an output from 3.1. */
function baseScores(learner: DocumentValue | undefined, outputs: number): Float64Array {
  const text = String(memberAt(learner, 'learner_model_param', 'base_score') ?? '');
  const scores = text
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map(part => (part.trim() === '' ? NaN : Math.fround(Number(part))));
  if (scores.some(score => !Number.isFinite(score)) || (scores.length !== 1 && scores.length !== outputs)) {
    throw new Malformed(`The model file gives the intercept ${JSON.stringify(text)}, which cannot be read for ${outputs} outputs.`);
  }
  return Float64Array.from({ length: outputs }, (_, output) => scores[scores.length === 1 ? 0 : output] as number);
}

function readTrees(booster: Booster, count: number): ReturnType<typeof xgboostTree>[] {
  const weights = booster.treeWeights;
  return listOf(member(booster.model, 'trees'))
    .slice(0, count)
    .map((tree, index) => xgboostTree(tree, index, weights === null ? 1 : Math.fround(weights[index] ?? 1)));
}

function treeOutputs(model: DocumentValue | undefined, trees: number, outputs: number): Int32Array {
  const groups = numbersOf(member(model, 'tree_info'), 'tree_info') ?? [];
  const treeOutput = Int32Array.from({ length: trees }, (_, index) => groups[index] ?? -1);
  if (treeOutput.some(output => output < 0 || output >= outputs))
    throw new Malformed('The model file adds a tree to an output that is not there.');
  return treeOutput;
}

/**
 * Trees of the rounds that the logged class predicts with. A scikit-learn wrapper stops at the best iteration; a Booster
 * uses all. The MLmodel file names the class; a bare file that a wrapper saved carries a `scikit_learn` attribute.
 */
function roundsUsed(
  learner: DocumentValue | undefined,
  model: DocumentValue | undefined,
  from: { modelClass: string | null; outputs: number },
): { trees: number; bestIteration: number | null } {
  const all = listOf(member(model, 'trees')).length;
  const attributes = member(learner, 'attributes');
  const best = numberOf(member(attributes, 'best_iteration'));
  if (best === null || !isWrapper(from.modelClass, member(attributes, 'scikit_learn') !== undefined))
    return { trees: all, bestIteration: null };
  const offsets = numbersOf(member(model, 'iteration_indptr'), 'iteration_indptr');
  const perRound = from.outputs * Math.max(1, numberOf(memberAt(model, 'gbtree_model_param', 'num_parallel_tree')) ?? 1);
  const trees = offsets?.[best + 1] ?? (best + 1) * perRound;
  return trees > 0 && trees < all ? { trees, bestIteration: best + 1 } : { trees: all, bestIteration: null };
}

function isWrapper(modelClass: string | null, fileSaysSo: boolean): boolean {
  if (modelClass?.startsWith('xgboost.core.') === true) return false;
  return fileSaysSo || modelClass?.startsWith('xgboost.sklearn.') === true;
}

function categoricalFeatures(learner: DocumentValue | undefined, arrays: ReturnType<typeof treeArrays>, featureCount: number): boolean[] {
  const types = textsOf(member(learner, 'feature_types'), 'feature_types');
  const categorical = Array.from({ length: featureCount }, (_, feature) => types[feature] === 'c');
  arrays.feature.forEach((feature, node) => {
    if ((arrays.categoryStart[node] as number) >= 0) categorical[feature] = true;
  });
  return categorical;
}
