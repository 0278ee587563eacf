import { type TreeEnsemble } from './contract';
import { Malformed } from './malformed';

/** One tree as a file gives it, children by number, in any order; leaves have a negative left child. */
export interface FileTree {
  readonly nodes: number;
  readonly left: ArrayLike<number>;
  readonly right: ArrayLike<number>;
  readonly feature: ArrayLike<number>;
  readonly threshold: ArrayLike<number>;
  /** Leaf values, already scaled; not read at splits. */
  readonly value: ArrayLike<number>;
  readonly cover: ArrayLike<number>;
  readonly defaultLeft: ArrayLike<number>;
  readonly missingType: ArrayLike<number>;
  /** Bit sets of the categorical splits, by node. */
  readonly categories: ReadonlyMap<number, Uint32Array>;
}

type TreeArraysOf = Pick<
  TreeEnsemble,
  | 'treeOffsets'
  | 'left'
  | 'right'
  | 'feature'
  | 'threshold'
  | 'value'
  | 'cover'
  | 'defaultLeft'
  | 'missingType'
  | 'categoryStart'
  | 'categoryWords'
  | 'categoryBits'
>;

/**
 * Joins trees into flat arrays. Each tree is walked from its root and numbered anew, parent before child and left before
 * right: deleted nodes vanish, and a loop, a child out of range, a feature out of range or a number that is none is
 * found. O(nodes).
 */
export function treeArrays(trees: readonly FileTree[], featureCount: number): TreeArraysOf {
  const orders = trees.map((tree, index) => walkOrder(tree, index, featureCount));
  const treeOffsets = new Int32Array(trees.length + 1);
  orders.forEach((order, index) => (treeOffsets[index + 1] = (treeOffsets[index] as number) + order.length));
  const arrays = emptyArrays(treeOffsets[trees.length] as number, treeOffsets);
  const bits: number[] = [];
  trees.forEach((tree, index) =>
    copyTree({ tree, order: orders[index] as readonly number[], offset: treeOffsets[index] as number }, arrays, bits),
  );
  return { ...arrays, categoryBits: Uint32Array.from(bits) };
}

function emptyArrays(nodes: number, treeOffsets: Int32Array): Omit<TreeArraysOf, 'categoryBits'> {
  return {
    treeOffsets,
    left: new Int32Array(nodes).fill(-1),
    right: new Int32Array(nodes).fill(-1),
    feature: new Int32Array(nodes),
    threshold: new Float64Array(nodes),
    value: new Float64Array(nodes),
    cover: new Float64Array(nodes),
    defaultLeft: new Uint8Array(nodes),
    missingType: new Uint8Array(nodes),
    categoryStart: new Int32Array(nodes).fill(-1),
    categoryWords: new Int32Array(nodes),
  };
}

/** Node numbers of the file in the order of their new numbers. */
function walkOrder(tree: FileTree, index: number, featureCount: number): number[] {
  const seen = new Uint8Array(tree.nodes);
  const order: number[] = [];
  const open = [0];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!Number.isInteger(node) || node < 0 || node >= tree.nodes)
      throw new Malformed(`Tree ${index} of the model file points to a node that is not there.`);
    if (seen[node] === 1) throw new Malformed(`Tree ${index} of the model file is no tree: node ${node} is reached twice.`);
    seen[node] = 1;
    order.push(node);
    checkNode(tree, node, { index, featureCount });
    if ((tree.left[node] as number) >= 0) open.push(tree.right[node] as number, tree.left[node] as number);
  }
  return order;
}

function checkNode(tree: FileTree, node: number, where: { index: number; featureCount: number }): void {
  const isLeaf = (tree.left[node] as number) < 0;
  const feature = tree.feature[node] as number;
  if (isLeaf && !Number.isFinite(tree.value[node]))
    throw new Malformed(`Tree ${where.index} of the model file has a leaf whose value is no finite number.`);
  if (!isLeaf && !(Number.isInteger(feature) && feature >= 0 && feature < where.featureCount))
    throw new Malformed(`Tree ${where.index} of the model file splits on feature ${feature}, but the model has ${where.featureCount}.`);
  const cover = tree.cover[node] as number;
  if (!(cover >= 0 && cover < Infinity))
    throw new Malformed(
      `Tree ${where.index} of the model file has a training cover that is negative or no finite number.`,
      'Path-dependent SHAP values need the training cover of every node.',
    );
}

interface Placed {
  readonly tree: FileTree;
  readonly order: readonly number[];
  readonly offset: number;
}

function copyTree({ tree, order, offset }: Placed, arrays: Omit<TreeArraysOf, 'categoryBits'>, bits: number[]): void {
  const numbers = new Int32Array(tree.nodes);
  order.forEach((node, place) => (numbers[node] = place));
  order.forEach((node, place) => {
    const to = offset + place;
    arrays.cover[to] = tree.cover[node] as number;
    if ((tree.left[node] as number) < 0) {
      arrays.value[to] = tree.value[node] as number;
      return;
    }
    arrays.left[to] = numbers[tree.left[node] as number] as number;
    arrays.right[to] = numbers[tree.right[node] as number] as number;
    arrays.feature[to] = tree.feature[node] as number;
    arrays.threshold[to] = tree.threshold[node] as number;
    arrays.defaultLeft[to] = tree.defaultLeft[node] as number;
    arrays.missingType[to] = tree.missingType[node] as number;
    const set = tree.categories.get(node);
    if (set === undefined) return;
    arrays.categoryStart[to] = bits.length;
    arrays.categoryWords[to] = set.length;
    for (const word of set) bits.push(word);
  });
}
