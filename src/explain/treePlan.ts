import { type TreeEnsemble } from '../formats/contract';

/** The shapes of a split: which of its children split again. */
export const NO_CHILD = 0;
export const LEFT_CHILD = 1;
const RIGHT_CHILD = 2;
export const BOTH_CHILDREN = 3;

/**
 * One tree, laid out for explaining many rows: its splits only, ancestors first, and those with two leaves at the end
 * (from `inner` on). Arrays go by split number.
 */
export interface TreePlan {
  readonly splits: number;
  readonly inner: number;
  /** Most distinct features on a path from the root to a leaf. */
  readonly distinctFeatures: number;
  /** The tree's mean output by training cover. */
  readonly expected: number;
  readonly node: Int32Array;
  readonly feature: Int32Array;
  readonly shape: Uint8Array;
  /** The child's split number; -1 for a leaf. */
  readonly leftChild: Int32Array;
  readonly rightChild: Int32Array;
  /** The nearest split above on the same feature, or -1, and the side (0 left, 1 right) of it that leads here. */
  readonly previous: Int32Array;
  readonly previousSide: Uint8Array;
  /** Product of the cover ratios of this feature's splits on the path, this one included. */
  readonly leftShare: Float64Array;
  readonly rightShare: Float64Array;
  /** Leaf values; 0 where the child splits. */
  readonly leftValue: Float64Array;
  readonly rightValue: Float64Array;
}

/** Lays out tree number `tree`. O(nodes · depth). */
export function planTree(ensemble: TreeEnsemble, tree: number): TreePlan {
  const first = ensemble.treeOffsets[tree] as number;
  const order = splitOrder(ensemble, tree);
  const plan = emptyPlan(order.node);
  if (plan.splits === 0) return { ...plan, inner: 0, distinctFeatures: 0, expected: ensemble.value[first] ?? 0 };
  const numbers = new Int32Array((ensemble.treeOffsets[tree + 1] as number) - first).fill(-1);
  order.node.forEach((node, split) => (numbers[node - first] = split));
  const links = linkSplits(ensemble, plan, { first, numbers });
  return { ...plan, inner: order.inner, ...pathShares(plan, links) };
}

/** Split nodes of a tree, parents first (the ensemble's own order), those above two leaves last. */
function splitOrder(ensemble: TreeEnsemble, tree: number): { node: Int32Array; inner: number } {
  const first = ensemble.treeOffsets[tree] as number;
  const end = ensemble.treeOffsets[tree + 1] as number;
  const isSplit = (node: number): boolean => (ensemble.left[node] as number) >= 0;
  const inner: number[] = [];
  const bottom: number[] = [];
  for (let node = first; node < end; node++) {
    if (!isSplit(node)) continue;
    const splitsAgain = isSplit(first + (ensemble.left[node] as number)) || isSplit(first + (ensemble.right[node] as number));
    (splitsAgain ? inner : bottom).push(node);
  }
  return { node: Int32Array.from([...inner, ...bottom]), inner: inner.length };
}

function emptyPlan(node: Int32Array): Omit<TreePlan, 'inner' | 'distinctFeatures' | 'expected'> {
  const splits = node.length;
  return {
    splits,
    node,
    feature: new Int32Array(splits),
    shape: new Uint8Array(splits),
    leftChild: new Int32Array(splits).fill(-1),
    rightChild: new Int32Array(splits).fill(-1),
    previous: new Int32Array(splits).fill(-1),
    previousSide: new Uint8Array(splits),
    leftShare: new Float64Array(splits),
    rightShare: new Float64Array(splits),
    leftValue: new Float64Array(splits),
    rightValue: new Float64Array(splits),
  };
}

type Unlinked = ReturnType<typeof emptyPlan>;

interface Links {
  readonly parent: Int32Array;
  readonly parentSide: Uint8Array;
  /** Share of the node's cover that goes to each side. */
  readonly leftRatio: Float64Array;
  readonly rightRatio: Float64Array;
}

function linkSplits(ensemble: TreeEnsemble, plan: Unlinked, { first, numbers }: { first: number; numbers: Int32Array }): Links {
  const parent = new Int32Array(plan.splits).fill(-1);
  const parentSide = new Uint8Array(plan.splits);
  const leftRatio = new Float64Array(plan.splits);
  const rightRatio = new Float64Array(plan.splits);
  const link = (split: number, child: number, side: 0 | 1): number => {
    const number = numbers[child] as number;
    if (number >= 0) {
      parent[number] = split;
      parentSide[number] = side;
    }
    return number;
  };
  for (let split = 0; split < plan.splits; split++) {
    const node = plan.node[split] as number;
    const left = ensemble.left[node] as number;
    const right = ensemble.right[node] as number;
    plan.feature[split] = ensemble.feature[node] as number;
    plan.leftChild[split] = link(split, left, 0);
    plan.rightChild[split] = link(split, right, 1);
    plan.shape[split] =
      ((plan.leftChild[split] as number) >= 0 ? LEFT_CHILD : 0) + ((plan.rightChild[split] as number) >= 0 ? RIGHT_CHILD : 0);
    plan.leftValue[split] = plan.leftChild[split] === -1 ? (ensemble.value[first + left] as number) : 0;
    plan.rightValue[split] = plan.rightChild[split] === -1 ? (ensemble.value[first + right] as number) : 0;
    leftRatio[split] = coverRatio(ensemble, first + left, node);
    rightRatio[split] = coverRatio(ensemble, first + right, node);
  }
  return { parent, parentSide, leftRatio, rightRatio };
}

/** A split that no training row reached says nothing of its sides: they count equally. */
function coverRatio(ensemble: TreeEnsemble, child: number, node: number): number {
  const cover = ensemble.cover[node] as number;
  return cover > 0 ? (ensemble.cover[child] as number) / cover : 0.5;
}

/** Fills in what depends on the path from the root. */
function pathShares(plan: Unlinked, links: Links): Pick<TreePlan, 'distinctFeatures' | 'expected'> {
  const distinct = new Int32Array(plan.splits);
  const reach = new Float64Array(plan.splits);
  let expected = 0;
  for (let split = 0; split < plan.splits; split++) {
    const parent = links.parent[split] as number;
    const leftRatio = links.leftRatio[split] as number;
    const rightRatio = links.rightRatio[split] as number;
    reach[split] =
      parent < 0 ? 1 : (reach[parent] as number) * bySide(links.parentSide[split], links.leftRatio[parent], links.rightRatio[parent]);
    findPrevious(plan, links, split);
    const earlier = plan.previous[split] as number;
    distinct[split] = (distinct[parent] ?? 0) + (earlier < 0 ? 1 : 0);
    const share = earlier < 0 ? 1 : bySide(plan.previousSide[split], plan.leftShare[earlier], plan.rightShare[earlier]);
    plan.leftShare[split] = share * leftRatio;
    plan.rightShare[split] = share * rightRatio;
    expected +=
      (reach[split] as number) * ((plan.leftValue[split] as number) * leftRatio + (plan.rightValue[split] as number) * rightRatio);
  }
  return { distinctFeatures: distinct.reduce((most, count) => Math.max(most, count), 0), expected };
}

function bySide(side: number | undefined, left: number | undefined, right: number | undefined): number {
  return (side === 0 ? left : right) as number;
}

function findPrevious(plan: Unlinked, links: Links, split: number): void {
  let below = split;
  for (let above = links.parent[split] as number; above >= 0; above = links.parent[above] as number) {
    if (plan.feature[above] === plan.feature[split]) {
      plan.previous[split] = above;
      plan.previousSide[split] = links.parentSide[below] as number;
      return;
    }
    below = above;
  }
}
