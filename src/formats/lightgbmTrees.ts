import { numberList } from './lightgbmText';
import { Malformed, unsupported } from './malformed';
import { type FileTree } from './treeArrays';

const CATEGORICAL = 1;
const DEFAULT_LEFT = 2;

/**
 * One tree of a LightGBM model text. Splits keep their numbers; leaf `i`, which the file writes as `~i`, becomes node
 * `splits + i`. Cover is the row count, which is what LightGBM's own contributions weigh with.
 *
 * @param scale what the leaf values are multiplied with: 1, or 1/rounds in random-forest mode.
 */
export function lightgbmTree(keys: ReadonlyMap<string, string>, index: number, scale: number): FileTree {
  if (Number(keys.get('is_linear') ?? 0) !== 0)
    throw unsupported(
      'LightGBM models with linear trees (linear_tree=true) are not explained here: LightGBM itself has no SHAP values for them.',
      'Train with linear_tree=false.',
    );
  const leafValues = list(keys, 'leaf_value', index);
  const leaves = leafValues.length;
  if (leaves === 0 || Number(keys.get('num_leaves')) !== leaves)
    throw new Malformed(`Tree ${index} of the LightGBM model file has ${leaves} leaf values for ${keys.get('num_leaves') ?? 'no'} leaves.`);
  const splits = leaves - 1;
  const read = (key: string): Float64Array => (splits === 0 ? new Float64Array(0) : sized(keys, key, { index, size: splits }));
  const decisions = read('decision_type');
  const thresholds = read('threshold');
  return {
    nodes: splits + leaves,
    left: children(read('left_child'), splits, leaves),
    right: children(read('right_child'), splits, leaves),
    feature: read('split_feature'),
    threshold: thresholds,
    value: joined(
      new Float64Array(splits),
      leafValues.map(value => value * scale),
    ),
    cover: cover(keys, index, splits),
    defaultLeft: decisions.map(decision => ((decision & DEFAULT_LEFT) === 0 ? 0 : 1)),
    missingType: decisions.map(decision => (decision >> 2) & 3),
    categories: categorySets(keys, { index, decisions, thresholds }),
  };
}

function list(keys: ReadonlyMap<string, string>, key: string, index: number): Float64Array {
  const text = keys.get(key);
  if (text === undefined) throw new Malformed(`Tree ${index} of the LightGBM model file has no "${key}".`);
  return numberList(text, `"${key}" of tree ${index}`);
}

function sized(keys: ReadonlyMap<string, string>, key: string, where: { index: number; size: number }): Float64Array {
  const numbers = list(keys, key, where.index);
  if (numbers.length !== where.size)
    throw new Malformed(`Tree ${where.index} of the LightGBM model file needs ${where.size} values in "${key}" and has ${numbers.length}.`);
  return numbers;
}

function children(numbers: Float64Array, splits: number, leaves: number): Int32Array {
  const placed = Int32Array.from(numbers, child => (child >= 0 ? child : splits - child - 1));
  const padded = new Int32Array(splits + leaves).fill(-1);
  padded.set(placed);
  return padded;
}

/** A tree of one leaf may have no count. */
function cover(keys: ReadonlyMap<string, string>, index: number, splits: number): Float64Array {
  if (splits === 0) return new Float64Array(1).fill(1);
  if (!keys.has('leaf_count') || !keys.has('internal_count')) {
    throw unsupported(
      'The LightGBM model file has no training counts, which path-dependent SHAP values need.',
      'Save it again with LightGBM 2.2 or newer.',
    );
  }
  return joined(sized(keys, 'internal_count', { index, size: splits }), sized(keys, 'leaf_count', { index, size: splits + 1 }));
}

function joined(splits: Float64Array, leaves: Float64Array): Float64Array {
  const all = new Float64Array(splits.length + leaves.length);
  all.set(splits);
  all.set(leaves, splits.length);
  return all;
}

interface Decisions {
  readonly index: number;
  readonly decisions: Float64Array;
  readonly thresholds: Float64Array;
}

/** Split node → bit set of the categories that go left. The threshold of such a split is the number of its set. */
function categorySets(keys: ReadonlyMap<string, string>, { index, decisions, thresholds }: Decisions): ReadonlyMap<number, Uint32Array> {
  const sets = new Map<number, Uint32Array>();
  if (!decisions.some(decision => (decision & CATEGORICAL) !== 0)) return sets;
  const boundaries = list(keys, 'cat_boundaries', index);
  const words = Uint32Array.from(list(keys, 'cat_threshold', index));
  decisions.forEach((decision, node) => {
    if ((decision & CATEGORICAL) === 0) return;
    const set = Math.trunc(thresholds[node] as number);
    const from = boundaries[set] ?? -1;
    const to = boundaries[set + 1] ?? -1;
    if (!(from >= 0 && to >= from && to <= words.length))
      throw new Malformed(`Tree ${index} of the LightGBM model file refers to a category set that is not there.`);
    sets.set(node, words.slice(from, to));
  });
  return sets;
}
