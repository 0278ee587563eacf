import { type TreeEnsemble } from '../formats/contract';
import { SplitConditions } from './splitConditions';
import { BOTH_CHILDREN, LEFT_CHILD, planTree, type TreePlan } from './treePlan';
import { type TreeTables, treeTables } from './treeTables';

/**
 * Explains rows with one tree. Two passes over its splits a row: down, each split hands its product of u-factors to the
 * children; up, each split collects the sum below it and gives its feature what its edges contribute.
 */
export class TreeKernel {
  readonly expected: number;
  private readonly plan: TreePlan;
  private readonly tables: TreeTables;
  private readonly conditions: SplitConditions;
  private readonly states: Uint8Array;
  /** By split and point: the product on the way down, then the sum on the way up. */
  private readonly flow: Float64Array;

  constructor(ensemble: TreeEnsemble, tree: number) {
    this.plan = planTree(ensemble, tree);
    this.expected = this.plan.expected;
    this.tables = treeTables(this.plan);
    this.conditions = new SplitConditions(ensemble, this.plan);
    this.states = new Uint8Array(this.plan.splits);
    this.flow = new Float64Array(this.plan.splits * this.tables.points);
  }

  /**
   * Adds one row's values: the row starts at `row` in `matrix`, and the value of feature f goes to
   * `values[to.start + f · to.stride]`.
   */
  addRow(matrix: Float64Array, row: number, values: Float64Array, to: { start: number; stride: number }): void {
    if (this.plan.splits === 0) return;
    this.conditions.decide(matrix, row, this.states);
    this.flow.fill(1, 0, this.tables.points);
    this.descend();
    this.collectLeaves(values, to.start, to.stride);
    this.ascend(values, to.start, to.stride);
  }

  private descend(): void {
    const { inner, shape } = this.plan;
    for (let split = 0; split < inner; split++) {
      if (shape[split] === BOTH_CHILDREN) this.handToChildren(split);
      else this.handToChild(split);
    }
  }

  private handToChildren(split: number): void {
    const { flow } = this;
    const { points, down, downStart } = this.tables;
    const from = split * points;
    const left = (this.plan.leftChild[split] as number) * points;
    const right = (this.plan.rightChild[split] as number) * points;
    const leftRatio = (downStart[split] as number) + (this.states[split] as number) * 2 * points;
    const rightRatio = leftRatio + points;
    for (let point = 0; point < points; point++) {
      const product = flow[from + point] as number;
      flow[left + point] = product * (down[leftRatio + point] as number);
      flow[right + point] = product * (down[rightRatio + point] as number);
    }
  }

  private handToChild(split: number): void {
    const { flow } = this;
    const { points, down, downStart } = this.tables;
    const from = split * points;
    const child = this.onlyChild(split) * points;
    const ratio = (downStart[split] as number) + (this.states[split] as number) * points;
    for (let point = 0; point < points; point++) flow[child + point] = (flow[from + point] as number) * (down[ratio + point] as number);
  }

  private onlyChild(split: number): number {
    const { shape, leftChild, rightChild } = this.plan;
    return (shape[split] === LEFT_CHILD ? leftChild[split] : rightChild[split]) as number;
  }

  /** The splits above two leaves: no child has to be waited for. */
  private collectLeaves(values: Float64Array, start: number, stride: number): void {
    const { flow, states } = this;
    const { points, up, upStart } = this.tables;
    const { inner, splits, feature } = this.plan;
    for (let split = inner; split < splits; split++) {
      const at = split * points;
      const sums = (upStart[split] as number) + (states[split] as number) * 2 * points;
      const contributions = sums + points;
      let value = 0;
      for (let point = 0; point < points; point++) {
        const product = flow[at + point] as number;
        flow[at + point] = product * (up[sums + point] as number);
        value += product * (up[contributions + point] as number);
      }
      const target = start + (feature[split] as number) * stride;
      values[target] = (values[target] as number) + value;
    }
  }

  private ascend(values: Float64Array, start: number, stride: number): void {
    const { shape, feature, inner } = this.plan;
    for (let split = inner - 1; split >= 0; split--) {
      const value = shape[split] === BOTH_CHILDREN ? this.joinChildren(split) : this.joinLeafAndChild(split);
      const target = start + (feature[split] as number) * stride;
      values[target] = (values[target] as number) + value;
    }
  }

  private joinChildren(split: number): number {
    const { flow } = this;
    const { points, up, upStart } = this.tables;
    const at = split * points;
    const left = (this.plan.leftChild[split] as number) * points;
    const right = (this.plan.rightChild[split] as number) * points;
    const leftCoefficient = (upStart[split] as number) + (this.states[split] as number) * 2 * points;
    const rightCoefficient = leftCoefficient + points;
    let value = 0;
    for (let point = 0; point < points; point++) {
      const leftSum = flow[left + point] as number;
      const rightSum = flow[right + point] as number;
      flow[at + point] = leftSum + rightSum;
      value += leftSum * (up[leftCoefficient + point] as number) + rightSum * (up[rightCoefficient + point] as number);
    }
    return value;
  }

  private joinLeafAndChild(split: number): number {
    const { flow } = this;
    const { points, up, upStart } = this.tables;
    const at = split * points;
    const child = this.onlyChild(split) * points;
    const leafSum = (upStart[split] as number) + (this.states[split] as number) * 3 * points;
    const leafContribution = leafSum + points;
    const childCoefficient = leafContribution + points;
    let value = 0;
    for (let point = 0; point < points; point++) {
      const product = flow[at + point] as number;
      const childSum = flow[child + point] as number;
      flow[at + point] = product * (up[leafSum + point] as number) + childSum;
      value += product * (up[leafContribution + point] as number) + childSum * (up[childCoefficient + point] as number);
    }
    return value;
  }
}
