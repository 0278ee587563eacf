import { gaussLegendre } from './gaussLegendre';
import { BOTH_CHILDREN, LEFT_CHILD, NO_CHILD, type TreePlan } from './treePlan';

/**
 * What a row meets at a split: it goes left or right having met all earlier conditions on that feature, or it failed
 * one of them above (`OUT`), which makes both sides alike.
 */
export const GOES_LEFT = 0;
export const GOES_RIGHT = 1;
export const OUT = 2;
const STATES = 3;

/**
 * For every split, state and quadrature point, the factors that the walk down multiplies with and the coefficients that
 * the walk up adds up, so that a row costs neither a division nor an allocation. A block of a split holds its three
 * states one after the other, each with one or more rows of `points` numbers:
 *
 * - `down`: the ratio u_new/u_old of every child that splits;
 * - `up`, no child splits: sum and contribution of both leaves; one child splits: sum and contribution of the leaf, the
 *   child's coefficient; both split: the two coefficients.
 */
export interface TreeTables {
  readonly points: number;
  readonly down: Float64Array;
  readonly downStart: Int32Array;
  readonly up: Float64Array;
  readonly upStart: Int32Array;
}

/** Builds the tables of one tree: O(splits · distinct features). */
export function treeTables(plan: TreePlan): TreeTables {
  const points = Math.max(1, Math.ceil(plan.distinctFeatures / 2));
  const downStart = new Int32Array(plan.splits + 1);
  const upStart = new Int32Array(plan.splits + 1);
  for (let split = 0; split < plan.splits; split++) {
    const shape = plan.shape[split] as number;
    downStart[split + 1] = (downStart[split] as number) + STATES * points * downRows(shape);
    upStart[split + 1] = (upStart[split] as number) + STATES * points * upRows(shape);
  }
  const down = new Float64Array(downStart[plan.splits] as number);
  const up = new Float64Array(upStart[plan.splits] as number);
  const tables: TreeTables = { points, down, downStart, up, upStart };
  for (let split = 0; split < plan.splits; split++) fillSplit(plan, tables, split);
  return tables;
}

function downRows(shape: number): number {
  if (shape === NO_CHILD) return 0;
  return shape === BOTH_CHILDREN ? 2 : 1;
}

function upRows(shape: number): number {
  return shape === NO_CHILD || shape === BOTH_CHILDREN ? 2 : 3;
}

function fillSplit(plan: TreePlan, tables: TreeTables, split: number): void {
  for (let state = 0; state < STATES; state++) {
    const edges = edgesOf(plan, split, state);
    for (let point = 0; point < tables.points; point++) store(plan, tables, { split, state, point, ...edges(point, tables.points) });
  }
}

interface Edge {
  /** u_new/u_old */
  readonly ratio: number;
  /** What this edge adds to its feature, per unit of what is below it. */
  readonly coefficient: number;
}

type EdgesAt = (point: number, points: number) => { left: Edge; right: Edge };

function edgesOf(plan: TreePlan, split: number, state: number): EdgesAt {
  const previous = plan.previous[split] as number;
  const oldShare = previous < 0 ? 1 : ((plan.previousSide[split] === 0 ? plan.leftShare[previous] : plan.rightShare[previous]) as number);
  const before = state === OUT ? 0 : 1;
  const leftMet = state === GOES_LEFT ? 1 : 0;
  const rightMet = state === GOES_RIGHT ? 1 : 0;
  return (point, points) => {
    const rule = gaussLegendre(points);
    const t = rule.points[point] as number;
    const weight = rule.weights[point] as number;
    const old = factor(t, before, oldShare);
    const oldCoefficient = previous < 0 ? 0 : coefficient(t, before, oldShare);
    const edge = (met: number, share: number): Edge => ({
      ratio: old === 0 ? 0 : factor(t, met, share) / old,
      coefficient: (coefficient(t, met, share) - oldCoefficient) * weight,
    });
    return { left: edge(leftMet, plan.leftShare[split] as number), right: edge(rightMet, plan.rightShare[split] as number) };
  };
}

/** u(t) of a feature whose conditions on the path are all met (1) or not (0), and hold for `share` of the cover. */
function factor(t: number, met: number, share: number): number {
  return t * met + (1 - t) * share;
}

/** (met − share)/u(t). Where u is 0 nothing below contributes, since the ratio to this edge is 0 as well. */
function coefficient(t: number, met: number, share: number): number {
  const u = factor(t, met, share);
  return u === 0 ? 0 : (met - share) / u;
}

interface Cell {
  readonly split: number;
  readonly state: number;
  readonly point: number;
  readonly left: Edge;
  readonly right: Edge;
}

function store(plan: TreePlan, tables: TreeTables, { split, state, point, left, right }: Cell): void {
  const shape = plan.shape[split] as number;
  const count = tables.points;
  const down = (tables.downStart[split] as number) + state * count * downRows(shape) + point;
  const up = (tables.upStart[split] as number) + state * count * upRows(shape) + point;
  const leftLeaf = left.ratio * (plan.leftValue[split] as number);
  const rightLeaf = right.ratio * (plan.rightValue[split] as number);
  if (shape === NO_CHILD) {
    tables.up[up] = leftLeaf + rightLeaf;
    tables.up[up + count] = leftLeaf * left.coefficient + rightLeaf * right.coefficient;
  } else if (shape === BOTH_CHILDREN) {
    tables.down[down] = left.ratio;
    tables.down[down + count] = right.ratio;
    tables.up[up] = left.coefficient;
    tables.up[up + count] = right.coefficient;
  } else {
    const [inner, leaf, leafSum] = shape === LEFT_CHILD ? [left, right, rightLeaf] : [right, left, leftLeaf];
    tables.down[down] = inner.ratio;
    tables.up[up] = leafSum;
    tables.up[up + count] = leafSum * leaf.coefficient;
    tables.up[up + 2 * count] = inner.coefficient;
  }
}
