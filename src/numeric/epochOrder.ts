import { SeededRandom } from './seededRandom';

const MOST_SEED = 0x7fffffff;

/**
 * In which order stochastic gradient descent visits its rows, epoch by epoch: that of scikit-learn 1.9's linear models with
 * `shuffle=True` and the `random_state`, so that training takes the same steps.
 */
export class EpochOrder {
  private readonly order: Int32Array;
  private readonly seed: number;

  constructor(rows: number, randomState: number) {
    this.order = Int32Array.from({ length: rows }, (_, row) => row);
    const random = new SeededRandom(randomState);
    // The first draw is the order of another mode, which is not used.
    random.upTo(MOST_SEED - 2);
    this.seed = random.upTo(MOST_SEED - 1);
  }

  /** Shuffles the order of the epoch before, and gives it: the same array each time. O(rows). */
  next(): Int32Array {
    shuffle(this.order, this.seed);
    return this.order;
  }
}

/** Fisher and Yates's shuffle by Marsaglia's 32-bit xorshift, from the same seed each time. */
function shuffle(order: Int32Array, seed: number): void {
  let state = seed === 0 ? 1 : seed;
  for (let place = 0; place < order.length - 1; place++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const draw = (state >>> 0) & 0x7fffffff;
    const other = place + (draw % (order.length - place));
    const kept = order[place] as number;
    order[place] = order[other] as number;
    order[other] = kept;
  }
}
