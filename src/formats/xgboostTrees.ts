import { type DocumentValue, memberAt, numberOf, numbersOf } from './documentValue';
import { Malformed, unsupported } from './malformed';
import { type FileTree } from './treeArrays';

/** Categories are codes below this; XGBoost refuses larger ones. */
const MAX_CATEGORY = 1 << 24;

/**
 * One element of `gradient_booster.model.trees`. Thresholds, leaf values and covers are float32 in XGBoost: JSON holds
 * their shortest decimals, so they are rounded to float32 again, and both file forms give the same numbers.
 *
 * @param scale what DART multiplies the tree with; 1 otherwise.
 */
export function xgboostTree(tree: DocumentValue, index: number, scale: number): FileTree {
  if ((numberOf(memberAt(tree, 'tree_param', 'size_leaf_vector')) ?? 0) > 1) {
    throw unsupported(
      'XGBoost models with vector leaves (multi_strategy="multi_output_tree") are not explained here.',
      'Train with multi_strategy="one_output_per_tree".',
    );
  }
  const left = column(tree, 'left_children', index);
  const nodes = left.length;
  if (nodes === 0) throw new Malformed(`Tree ${index} of the model file has no nodes.`);
  const conditions = float32(sized(tree, 'split_conditions', { index, nodes }));
  return {
    nodes,
    left,
    right: sized(tree, 'right_children', { index, nodes }),
    feature: sized(tree, 'split_indices', { index, nodes }),
    threshold: conditions,
    value: conditions.map(value => value * scale),
    cover: float32(sized(tree, 'sum_hessian', { index, nodes })),
    defaultLeft: sized(tree, 'default_left', { index, nodes }),
    missingType: new Uint8Array(nodes).fill(2),
    categories: categorySets(tree, index, nodes),
  };
}

function column(tree: DocumentValue, key: string, index: number): ArrayLike<number> {
  const numbers = numbersOf(memberAt(tree, key), `"${key}" of tree ${index}`);
  if (numbers === null)
    throw new Malformed(
      `Tree ${index} of the model file has no "${key}".`,
      'The file is no XGBoost model, or it was changed: save the model again.',
    );
  return numbers;
}

function sized(tree: DocumentValue, key: string, where: { index: number; nodes: number }): ArrayLike<number> {
  const numbers = column(tree, key, where.index);
  if (numbers.length !== where.nodes)
    throw new Malformed(`Tree ${where.index} of the model file has ${where.nodes} nodes, but ${numbers.length} values in "${key}".`);
  return numbers;
}

function float32(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values, Math.fround);
}

/** Split node → bit set of the categories that go right. Files before XGBoost 1.3 have none. */
function categorySets(tree: DocumentValue, index: number, nodes: number): ReadonlyMap<number, Uint32Array> {
  const read = (key: string): ArrayLike<number> => numbersOf(memberAt(tree, key), `"${key}" of tree ${index}`) ?? [];
  const splitNodes = read('categories_nodes');
  const segments = read('categories_segments');
  const sizes = read('categories_sizes');
  const categories = read('categories');
  const sets = new Map<number, Uint32Array>();
  const splitTypes = read('split_type');
  for (let node = 0; node < splitTypes.length; node++) if (splitTypes[node] === 1) sets.set(node, new Uint32Array(0));
  for (let place = 0; place < splitNodes.length; place++) {
    const node = splitNodes[place] as number;
    const from = segments[place] ?? -1;
    const to = from + (sizes[place] ?? 0);
    if (!(node < nodes && from >= 0 && to >= from && to <= categories.length))
      throw new Malformed(`Tree ${index} of the model file lists categories that are not there.`);
    sets.set(node, bitSet(Array.prototype.slice.call(categories, from, to) as number[], index));
  }
  return sets;
}

function bitSet(categories: readonly number[], index: number): Uint32Array {
  const highest = categories.reduce((most, category) => Math.max(most, category), -1);
  if (!(highest < MAX_CATEGORY) || categories.some(category => !(category >= 0)))
    throw new Malformed(`Tree ${index} of the model file has a category code out of range.`);
  const words = new Uint32Array((highest >> 5) + 1);
  for (const category of categories) words[category >> 5] = (words[category >> 5] as number) | (1 << (category & 31));
  return words;
}
