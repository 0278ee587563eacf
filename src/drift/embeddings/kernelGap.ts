import { dotProduct } from '../../numeric/dotProduct';
import { SeededRandom } from '../../numeric/seededRandom';
import { type EmbeddingPlan } from './embeddingPlan';
import { type EmbeddingScore, percentileOf, ROUNDS } from './embeddingScore';
import { squaredDistance, type VectorPair, type Vectors } from './vectors';

/** The bootstrap's threshold. Evidently's: so little of what no drift gives lies below, so that most of it counts as drift. */
const SHARE = 0.05;
/** From so many rows a side the typical distance is taken. */
const SAMPLED = 1000;
/** More subtractions than this take longer than one waits. */
const MOST_WORK = 1e11;

/**
 * "How different are the distributions, by all their moments?" Evidently's `mmd`: the squared maximum mean discrepancy,
 * unbiased (Gretton et al., JMLR 13, 2012), with a Gaussian kernel as wide as the median distance between the sides. Its
 * bootstrap draws two samples of the reference in proportion to both sides, a hundred times.
 * O(rows² × dimensions) time, little memory.
 */
export function kernelGap(pair: VectorPair, { bootstrap }: Pick<EmbeddingPlan, 'bootstrap'>): EmbeddingScore {
  const { reference, current, both } = pair;
  if (reference.rows < 2 || current.rows < 2) return { reason: 'The maximum mean discrepancy needs two rows on each side.' };
  if (both.rows ** 2 * (both.dimensions + (bootstrap ? ROUNDS : 0)) > MOST_WORK)
    return {
      reason:
        'The maximum mean discrepancy compares every row with every other, which are too many here: compare a sample, or by another method.',
    };
  const typical = medianDistance(reference, current);
  if (!(typical > 0)) return { reason: 'More than half of the vectors are the same on both sides: there is no typical distance.' };
  if (!Number.isFinite(typical ** 2)) return { reason: 'The numbers are too large to be compared.' };
  const gap = unbiasedGap(pair, 1 / typical ** 2);
  const scored = { score: Math.max(gap, 0), compared: gap };
  const inputs = [{ name: 'median distance', value: typical }];
  if (!bootstrap) return { ...scored, inputs };
  const cutoff = noDriftCutoff(pair);
  if (typeof cutoff === 'string') return { reason: cutoff };
  return { ...scored, cutoff, inputs: [...inputs, { name: 'bootstrap rounds', value: ROUNDS }] };
}

/** Over all pairs of a row of one side and a row of the other, or of samples of them. */
function medianDistance(a: Vectors, b: Vectors): number {
  const [rows, others] = [sampled(a), sampled(b)];
  const found = new Float64Array(rows.length * others.length);
  rows.forEach((row, i) =>
    others.forEach((other, j) => {
      found[i * others.length + j] = Math.sqrt(squaredDistance(a, row, b, other));
    }),
  );
  return percentileOf(found, 0.5);
}

function sampled({ rows }: Vectors): Int32Array {
  return new SeededRandom(0).permutation(rows).subarray(0, SAMPLED);
}

function unbiasedGap({ reference, current }: VectorPair, gamma: number): number {
  const [m, n] = [reference.rows, current.rows];
  const own = (2 * kernelSum(reference, gamma)) / (m * (m - 1)) + (2 * kernelSum(current, gamma)) / (n * (n - 1));
  return own - (2 * crossSum(reference, current, gamma)) / (m * n);
}

/** Over all pairs of different rows, each once. */
function kernelSum(side: Vectors, gamma: number): number {
  let total = 0;
  for (let i = 1; i < side.rows; i++) {
    let ofRow = 0;
    for (let j = 0; j < i; j++) ofRow += Math.exp(-gamma * squaredDistance(side, i, side, j));
    total += ofRow;
  }
  return total;
}

function crossSum(a: Vectors, b: Vectors, gamma: number): number {
  let total = 0;
  for (let i = 0; i < a.rows; i++) {
    let ofRow = 0;
    for (let j = 0; j < b.rows; j++) ofRow += Math.exp(-gamma * squaredDistance(a, i, b, j));
    total += ofRow;
  }
  return total;
}

/** What pairs of samples of the reference give, or why that cannot be said. */
function noDriftCutoff({ reference, current }: VectorPair): number | string {
  const [m, total] = [reference.rows, reference.rows + current.rows];
  const sizes = [Math.max(1, Math.trunc((m * m) / total)), Math.max(1, Math.trunc((m * current.rows) / total))] as const;
  if (sizes.includes(1)) return 'There are too few rows to draw samples of the reference from.';
  const typical = medianDistance(reference, reference);
  if (!(typical > 0)) return 'Half of the reference is the same vector: there is no typical distance to draw samples by.';
  const drawn = Array.from({ length: ROUNDS }, (_, round) => drawSamples(m, sizes, round));
  const sums = weighedSums(reference, 1 / typical ** 2, drawn);
  const [x, y] = sizes;
  const gaps = Float64Array.from(
    sums,
    ({ own, others, cross }) => (own - x) / (x * (x - 1)) + (others - y) / (y * (y - 1)) - (2 * cross) / (x * y),
  );
  return percentileOf(gaps, SHARE);
}

/** How often each row is in either sample. */
interface Drawn {
  readonly own: Float64Array;
  readonly others: Float64Array;
}

function drawSamples(rows: number, sizes: readonly [number, number], round: number): Drawn {
  const random = new SeededRandom(round);
  const [own, others] = sizes.map(size => {
    const counts = new Float64Array(rows);
    for (let k = 0; k < size; k++) {
      const row = random.upTo(rows - 1);
      counts[row] = (counts[row] as number) + 1;
    }
    return counts;
  }) as [Float64Array, Float64Array];
  return { own, others };
}

/** The sums of the kernel over each round's samples: one row of the kernel at a time, so that it is never in memory whole. */
function weighedSums(side: Vectors, gamma: number, drawn: readonly Drawn[]): { own: number; others: number; cross: number }[] {
  const sums = drawn.map(() => ({ own: 0, others: 0, cross: 0 }));
  const kernel = new Float64Array(side.rows);
  for (let row = 0; row < side.rows; row++) {
    for (let j = 0; j < side.rows; j++) kernel[j] = Math.exp(-gamma * squaredDistance(side, row, side, j));
    drawn.forEach(({ own, others }, round) => {
      const [times, otherTimes] = [own[row] as number, others[row] as number];
      if (times + otherTimes === 0) return;
      const sum = sums[round] as (typeof sums)[number];
      const ofOthers = dotProduct(kernel, others);
      if (times > 0) sum.own += times * dotProduct(kernel, own);
      sum.others += otherTimes * ofOthers;
      sum.cross += times * ofOthers;
    });
  }
  return sums;
}
