import { SeededRandom } from './seededRandom';

/** Rows to learn from and rows to try on. */
export interface Split {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/**
 * Random splits that keep the shares of two classes, the same as scikit-learn 1.9's
 * `StratifiedShuffleSplit(n_splits, test_size=0.1, random_state=seed)` makes. O(splits × rows).
 * @param positive 1 or 0 a row; each at least twice, and at least 11 rows.
 */
export function stratifiedShuffleSplit(positive: Uint8Array, splits: number, seed: number): Split[] {
  const random = new SeededRandom(seed);
  const rows = [0, 1].map(kind => Int32Array.from(positive.keys()).filter(row => positive[row] === kind));
  const counts = rows.map(({ length }) => length);
  const testSize = Math.ceil(positive.length * 0.1);
  return Array.from({ length: splits }, () => {
    const inTrain = approximateMode(counts, positive.length - testSize, random);
    const left = counts.map((count, kind) => count - (inTrain[kind] ?? 0));
    const inTest = approximateMode(left, testSize, random);
    const [train, test]: [number[], number[]] = [[], []];
    rows.forEach((own, kind) => {
      const shuffled = Array.from(random.permutation(own.length), place => own[place] ?? 0);
      const end = inTrain[kind] ?? 0;
      for (const row of pieces(shuffled, 0, end)) train.push(row);
      for (const row of pieces(shuffled, end, end + (inTest[kind] ?? 0))) test.push(row);
    });
    return { train: shuffle(train, random), test: shuffle(test, random) };
  });
}

function* pieces(rows: readonly number[], from: number, to: number): Iterable<number> {
  for (let place = from; place < to; place++) yield rows[place] ?? 0;
}

function shuffle(rows: readonly number[], random: SeededRandom): Int32Array {
  return random.permutation(rows.length).map(place => rows[place] ?? 0);
}

/** How many to draw of each class so that their shares are kept; what rounding leaves goes to the largest remainders, ties by chance. */
function approximateMode(counts: readonly number[], draws: number, random: SeededRandom): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const exact = counts.map(count => (count / total) * draws);
  const whole = exact.map(Math.floor);
  let missing = Math.trunc(draws - whole.reduce((sum, count) => sum + count, 0));
  const remainders = exact.map((value, kind) => value - (whole[kind] ?? 0));
  for (const remainder of [...new Set(remainders)].sort((a, b) => b - a)) {
    if (missing <= 0) break;
    const tied = remainders.flatMap((value, kind) => (value === remainder ? [kind] : []));
    const chosen = Array.from(random.permutation(tied.length).subarray(0, missing), place => tied[place] ?? 0);
    for (const kind of chosen) whole[kind] = (whole[kind] ?? 0) + 1;
    missing -= chosen.length;
  }
  return whole;
}
