import { type ModelFolder, type TreeEnsemble } from './contract';
import { lightgbmCategories } from './lightgbmCategories';
import { lightgbmObjective } from './lightgbmObjective';
import { type LightgbmText, readLightgbmText } from './lightgbmText';
import { lightgbmTree } from './lightgbmTrees';
import { Malformed, unsupported } from './malformed';
import { treeArrays } from './treeArrays';

/** Names that LightGBM makes up when it was given none. */
const MADE_UP_NAME = /^Column_\d+$/;

/**
 * Reads a LightGBM model text (`Booster.save_model`, file versions v2, v3 and v4) into an ensemble: all missing types,
 * categorical splits, any number of outputs, random-forest mode (leaf values divided by the rounds, as `predict` does).
 * Refused with a sentence: linear trees. Checked against lightgbm 4.7.
 */
export function lightgbmEnsemble(text: string, folder: ModelFolder): TreeEnsemble {
  const file = readLightgbmText(text);
  const version = file.header.get('version') ?? '';
  if (!/^v[234]$/.test(version))
    throw unsupported(
      `This LightGBM model file has the version ${JSON.stringify(version)}; v2 to v4 are read here.`,
      'Save it with LightGBM 2 to 4.',
    );
  const names = (file.header.get('feature_names') ?? '').split(' ').filter(name => name !== '');
  if (names.length !== count(file, 'max_feature_idx') + 1)
    throw new Malformed('The LightGBM model file names another number of features than it has.');
  const outputs = count(file, 'num_tree_per_iteration');
  if (outputs < 1 || outputs > Math.max(1, file.trees.length))
    throw new Malformed(`The LightGBM model file claims ${outputs} trees a round and holds ${file.trees.length}.`);
  const objective = lightgbmObjective(file.header.get('objective'));
  const averaged = file.header.has('average_output');
  const scale = averaged ? outputs / file.trees.length : 1;
  return {
    library: 'lightgbm',
    format: 'text',
    objective: objective.name,
    link: objective.link,
    sigmoid: objective.sigmoid,
    outputs,
    baseMargin: new Float64Array(outputs),
    featureNames: names.every(name => MADE_UP_NAME.test(name)) ? null : names,
    featureCount: names.length,
    ...categoriesOf(file, names, folder),
    treeOutput: Int32Array.from({ length: file.trees.length }, (_, tree) => tree % outputs),
    ...treeArrays(
      file.trees.map((keys, tree) => lightgbmTree(keys, tree, scale)),
      names.length,
    ),
    bestIteration: null,
    remarks: averaged
      ? ['This model averages its trees (boosting="rf"); the values are of that average. LightGBM’s own pred_contrib adds them up instead.']
      : [],
  };
}

function count(file: LightgbmText, key: string): number {
  const number = Number(file.header.get(key) ?? NaN);
  if (!Number.isSafeInteger(number)) throw new Malformed(`The LightGBM model file gives no whole number for "${key}".`);
  return number;
}

function categoriesOf(
  file: LightgbmText,
  names: readonly string[],
  folder: ModelFolder,
): Pick<TreeEnsemble, 'categories' | 'isCategorical'> {
  const infos = (file.header.get('feature_infos') ?? '').split(' ').filter(info => info !== '');
  const types = new Map(folder.signature?.inputs.map(input => [input.name?.replaceAll(' ', '_'), input.type]) ?? []);
  const textInputs = folder.signature === null ? null : names.map(name => types.get(name) === 'string');
  return lightgbmCategories(
    names.map((_, feature) => infos[feature] ?? 'none'),
    file.pandasCategorical,
    textInputs,
  );
}
