import { EpochOrder } from '../../numeric/epochOrder';
import { nearestExp } from '../../numeric/nearestExp';
import { type Vectors } from './vectors';

const ALPHA = 1e-4;
const MOST_EPOCHS = 1000;
/** Epochs without a gain of this much a row, after which it ends. */
const TOLERANCE = 1e-3;
const PATIENCE = 5;
const SEED = 42;
/** The first step is 10 / (10 · alpha + …), by Bottou's schedule for a typical weight of alpha^(−1/4). */
const FIRST_STEP = 1 / (Math.sqrt(1 / Math.sqrt(ALPHA)) * ALPHA);
/** Below this the common scale of the weights goes into them. */
const SMALLEST_SCALE = 1e-9;

/** A linear classifier: positive scores are the first side. */
export interface DenseClassifier {
  readonly weights: Float64Array;
  readonly intercept: number;
}

/**
 * Learns to tell rows by logistic regression with an L2 penalty, by stochastic gradient descent: scikit-learn 1.9's
 * `SGDClassifier(loss="log_loss", random_state=42)` on doubles, its order of rows included. Null where the weights overflow,
 * as they do on huge numbers.
 *
 * @param rows which of the vectors. O(epochs × rows × dimensions).
 * @param isFirst one entry for each of `rows`: 1 for the first side
 */
export function learnDenseClassifier(vectors: Vectors, rows: Int32Array, isFirst: Uint8Array): DenseClassifier | null {
  const learner = new Learner(vectors);
  const order = new EpochOrder(rows.length, SEED);
  let best = Infinity;
  let idle = 0;
  for (let epoch = 0; epoch < MOST_EPOCHS && idle < PATIENCE; epoch++) {
    let objective = 0;
    for (const place of order.next()) objective += learner.learn(rows[place] as number, isFirst[place] as number);
    objective /= rows.length;
    if (!learner.isFinite()) return null;
    idle = objective > best - TOLERANCE ? idle + 1 : 0;
    best = Math.min(best, objective);
  }
  return learner.classifier();
}

class Learner {
  /** What the weights are without their common scale, which every step shrinks. */
  private readonly weights: Float64Array;
  private scale = 1;
  private squares = 0;
  private intercept = 0;
  private step = 1;

  constructor(private readonly vectors: Vectors) {
    this.weights = new Float64Array(vectors.dimensions);
  }

  /** Learns from one row, and gives its loss and penalty before. */
  learn(row: number, label: number): number {
    const { values, dimensions } = this.vectors;
    const { weights } = this;
    const start = row * dimensions;
    let product = 0;
    for (let k = 0; k < dimensions; k++) product += (weights[k] as number) * (values[start + k] as number);
    const score = product * this.scale + this.intercept;
    const before = lossAt(score, label) + ALPHA * 0.5 * this.squares;
    const rate = 1 / (ALPHA * (FIRST_STEP + this.step - 1));
    const update = -rate * slopeAt(score, label);
    this.shrink(Math.max(0, 1 - rate * ALPHA));
    if (update !== 0) this.add(start, update);
    this.intercept += update;
    this.step++;
    return before;
  }

  isFinite(): boolean {
    return Number.isFinite(this.intercept) && this.weights.every(Number.isFinite);
  }

  classifier(): DenseClassifier {
    return { weights: this.weights.map(weight => weight * this.scale), intercept: this.intercept };
  }

  private shrink(by: number): void {
    this.scale *= by;
    this.squares *= by * by;
    if (this.scale >= SMALLEST_SCALE) return;
    for (let k = 0; k < this.weights.length; k++) this.weights[k] = (this.weights[k] as number) * this.scale;
    this.scale = 1;
  }

  private add(start: number, update: number): void {
    const { values, dimensions } = this.vectors;
    const { weights } = this;
    const scaled = update / this.scale;
    let squares = 0;
    for (let k = 0; k < dimensions; k++) {
      const weight = (weights[k] as number) + (values[start + k] as number) * scaled;
      weights[k] = weight;
      squares += weight * weight;
    }
    this.squares = squares * (this.scale * this.scale);
  }
}

/** ln(1 + e^score) − label · score, without overflow or lost digits. */
function lossAt(score: number, label: number): number {
  const softplus = Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score)));
  return softplus - label * score;
}

/** The probability of the first side less the label. */
function slopeAt(score: number, label: number): number {
  if (score <= -37) return nearestExp(score) - label;
  const odds = nearestExp(-score);
  return (1 - label - label * odds) / (1 + odds);
}
