import { type TreeEnsemble } from '../formats/contract';
import { type TreePlan } from './treePlan';
import { GOES_LEFT, GOES_RIGHT, OUT } from './treeTables';

const ZERO_IS_MISSING = 1;
const NAN_IS_MISSING = 2;

/** LightGBM takes numbers up to this size for zero (its `kZeroThreshold`, a float32). */
const ZERO = Math.fround(1e-35);

/** XGBoost takes codes from here on for no category. */
const NO_CATEGORY = 1 << 24;

/**
 * The conditions of a tree's splits, so that one comparison without a branch decides almost all of them: branches that
 * the processor cannot foresee would cost more than the rest of the work.
 */
export class SplitConditions {
  /** A value up to this goes left. */
  private readonly bound: Float64Array;
  private readonly missingLeft: Uint8Array;
  /** Splits that one comparison does not decide: categories, and zeros that count as missing. */
  private readonly special: Int32Array;
  /** Splits whose feature occurs above them, parents first. */
  private readonly repeated: Int32Array;

  constructor(
    private readonly ensemble: TreeEnsemble,
    private readonly plan: TreePlan,
  ) {
    this.bound = Float64Array.from(plan.node, node => bound(ensemble, node));
    this.missingLeft = Uint8Array.from(plan.node, node => (missingGoesLeft(ensemble, node) ? 1 : 0));
    const all = Int32Array.from(plan.node.keys());
    this.special = all.filter(split => isSpecial(ensemble, plan.node[split] as number));
    this.repeated = all.filter(split => (plan.previous[split] as number) >= 0);
  }

  /** Writes the state of every split for the row that starts at `row` in `matrix`. */
  decide(matrix: Float64Array, row: number, states: Uint8Array): void {
    const { bound, missingLeft } = this;
    const { splits, feature, previous, previousSide } = this.plan;
    for (let split = 0; split < splits; split++) {
      const x = matrix[row + (feature[split] as number)] as number;
      const right = 1 - Number(x <= (bound[split] as number));
      states[split] = right & (1 - (Number(x !== x) & (missingLeft[split] as number)));
    }
    for (const split of this.special) states[split] = this.decideSpecial(split, matrix[row + (feature[split] as number)] as number);
    for (const split of this.repeated) {
      if (states[previous[split] as number] !== previousSide[split]) states[split] = OUT;
    }
  }

  private decideSpecial(split: number, x: number): number {
    const node = this.plan.node[split] as number;
    if ((this.ensemble.categoryStart[node] as number) >= 0) return categorySide(this.ensemble, node, x);
    if (Number.isNaN(x) || Math.abs(x) <= ZERO) return this.missingLeft[split] === 1 ? GOES_LEFT : GOES_RIGHT;
    return x <= (this.bound[split] as number) ? GOES_LEFT : GOES_RIGHT;
  }
}

/** XGBoost's `x < threshold` on float32 values is `x <= bound` with the float32 below the threshold. */
function bound(ensemble: TreeEnsemble, node: number): number {
  const threshold = ensemble.threshold[node] as number;
  return ensemble.library === 'xgboost' ? float32Below(threshold) : threshold;
}

const oneFloat = new Float32Array(1);
const itsBits = new Int32Array(oneFloat.buffer);

/** The largest float32 below `value`; NaN, which nothing is up to, below negative infinity and NaN. */
function float32Below(value: number): number {
  if (!(value > -Infinity)) return NaN;
  oneFloat[0] = value === 0 ? 0 : value;
  const bits = itsBits[0] as number;
  if (value === 0) itsBits[0] = -0x7fffffff;
  else itsBits[0] = value > 0 ? bits - 1 : bits + 1;
  return oneFloat[0] as number;
}

/** Without a missing type LightGBM reads a missing number as zero. */
function missingGoesLeft(ensemble: TreeEnsemble, node: number): boolean {
  const type = ensemble.missingType[node] as number;
  if (type === NAN_IS_MISSING || type === ZERO_IS_MISSING) return ensemble.defaultLeft[node] === 1;
  return 0 <= (ensemble.threshold[node] as number);
}

function isSpecial(ensemble: TreeEnsemble, node: number): boolean {
  return (ensemble.categoryStart[node] as number) >= 0 || ensemble.missingType[node] === ZERO_IS_MISSING;
}

/** XGBoost sends the listed categories right and anything else left; LightGBM the listed ones left. */
function categorySide(ensemble: TreeEnsemble, node: number, x: number): number {
  if (ensemble.library === 'lightgbm') return x > -1 && isListed(ensemble, node, x) ? GOES_LEFT : GOES_RIGHT;
  if (Number.isNaN(x)) return ensemble.defaultLeft[node] === 1 ? GOES_LEFT : GOES_RIGHT;
  return x >= 0 && x < NO_CATEGORY && isListed(ensemble, node, x) ? GOES_RIGHT : GOES_LEFT;
}

function isListed(ensemble: TreeEnsemble, node: number, x: number): boolean {
  const category = Math.trunc(x);
  const word = Math.floor(category / 32);
  if (word >= (ensemble.categoryWords[node] as number)) return false;
  const bits = ensemble.categoryBits[(ensemble.categoryStart[node] as number) + word] as number;
  return ((bits >>> (category & 31)) & 1) === 1;
}
