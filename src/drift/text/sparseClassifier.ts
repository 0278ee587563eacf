import { EpochOrder } from '../../numeric/epochOrder';
import { type SparseRows } from './tfidf';

const ALPHA = 1e-4;
const MOST_EPOCHS = 50;
/** After so many epochs that each gain less than this a row, it ends. */
const PATIENCE = 5;
const TOLERANCE = 1e-3;
/** The intercept of sparse data learns more slowly: every row moves it. */
const INTERCEPT_DECAY = 0.01;
const STEEPEST = 1e12;
const SEED = 42;

/** A linear classifier of two classes: positive scores are the second. */
export interface LinearClassifier {
  readonly weights: Float64Array;
  readonly intercept: number;
  /** How often it learned from every row. */
  readonly epochs: number;
}

/**
 * Learns to tell rows by stochastic gradient descent on the modified Huber loss with an L1 penalty: scikit-learn 1.9's
 * `SGDClassifier(loss="modified_huber", penalty="l1", alpha=1e-4, max_iter=50, random_state=42)`, its order of rows
 * included, so that its weights are the same to the bit for the same rows. It ends by the rule that 1.8 brought, which asks
 * for a gain of the loss and the penalty together; up to 1.7 it was the loss alone. What that rule takes for the penalty is
 * not of all weights, but of those that the last row moved, as it moved them.
 *
 * Sources: Zhang, ICML 2004 (loss); Tsuruoka, Tsujii, Ananiadou, ACL 2009 (penalty, cumulative); Bottou's schedule of steps.
 *
 * @param isSecond one entry a row: 1 for the second class. O(epochs × values).
 */
export function learnClassifier(rows: SparseRows, isSecond: Uint8Array, features: number): LinearClassifier {
  const learner = new Learner(rows, isSecond, features);
  const order = new EpochOrder(isSecond.length, SEED);
  let best = Infinity;
  let idle = 0;
  let epochs = 0;
  for (; epochs < MOST_EPOCHS && idle < PATIENCE; epochs++) {
    const objective = learner.epoch(order.next()) / isSecond.length;
    idle = objective > best - TOLERANCE ? idle + 1 : 0;
    best = Math.min(best, objective);
  }
  return { weights: learner.weights, intercept: learner.intercept, epochs };
}

/** How far each row is on the side of the second class. */
export function scoreRows(
  { starts, features, values }: SparseRows,
  { weights, intercept }: Pick<LinearClassifier, 'weights' | 'intercept'>,
): Float64Array {
  return Float64Array.from({ length: starts.length - 1 }, (_, row) => {
    let sum = 0;
    for (let k = starts[row] as number; k < (starts[row + 1] as number); k++)
      sum += (values[k] as number) * (weights[features[k] as number] as number);
    return sum + intercept;
  });
}

class Learner {
  readonly weights: Float64Array;
  intercept = 0;
  /** The penalty that each weight has had so far, and that it could have had. */
  private readonly paid: Float64Array;
  private due = 0;
  private step = 1;
  /** The L1 norm that counts as the penalty, see `learnClassifier`. */
  private norm = 0;
  private readonly firstStep: number;

  constructor(
    private readonly rows: SparseRows,
    private readonly isSecond: Uint8Array,
    features: number,
  ) {
    this.weights = new Float64Array(features);
    this.paid = new Float64Array(features);
    const typicalWeight = Math.sqrt(1 / Math.sqrt(ALPHA));
    this.firstStep = 1 / ((typicalWeight / Math.max(1, slopeAt(-typicalWeight, 1))) * ALPHA);
  }

  /** Learns from every row once, and gives the sum of what their losses and penalties were before. */
  epoch(order: Int32Array): number {
    let objective = 0;
    for (const row of order) {
      const penalty = ALPHA * this.norm;
      objective += this.learnRow(row);
      objective += penalty;
    }
    return objective;
  }

  /** The innermost loops: what they need is in variables, as a field would be read anew for every value. */
  private learnRow(row: number): number {
    const { weights, paid } = this;
    const { starts, features, values } = this.rows;
    const from = starts[row] as number;
    const to = starts[row + 1] as number;
    const sign = this.isSecond[row] === 1 ? 1 : -1;
    let sum = 0;
    for (let k = from; k < to; k++) sum += (values[k] as number) * (weights[features[k] as number] as number);
    const score = sum + this.intercept;
    const rate = 1 / (ALPHA * (this.firstStep + this.step - 1));
    const update = -rate * Math.max(-STEEPEST, Math.min(STEEPEST, slopeAt(score, sign)));
    this.intercept += update * INTERCEPT_DECAY;
    this.step++;
    const due = this.due + rate * ALPHA;
    this.due = due;
    let norm = 0;
    for (let k = from; k < to; k++) {
      const feature = features[k] as number;
      const moved = (weights[feature] as number) + (values[k] as number) * update;
      norm += Math.abs(moved);
      const before = paid[feature] as number;
      const pulled = pull(moved, due, before);
      weights[feature] = pulled;
      paid[feature] = before + (pulled - moved);
    }
    if (update !== 0) this.norm = norm;
    return lossAt(score, sign);
  }
}

/** Pulls a weight towards zero by what it owes, but not across. */
function pull(weight: number, due: number, paid: number): number {
  if (weight > 0) {
    const owed = due + paid;
    return weight > owed ? weight - owed : 0;
  }
  if (weight === 0) return 0;
  const owed = due - paid;
  return -weight > owed ? weight + owed : 0;
}

/** Modified Huber: (1 − z)² up to z = −1, and straight from there on. */
function lossAt(score: number, sign: number): number {
  const margin = score * sign;
  if (margin >= 1) return 0;
  return margin >= -1 ? (1 - margin) * (1 - margin) : -4 * margin;
}

function slopeAt(score: number, sign: number): number {
  const margin = score * sign;
  if (margin >= 1) return 0;
  return margin >= -1 ? 2 * (1 - margin) * -sign : -4 * sign;
}
