/** A rising curve through points: straight between them, level outside. */
export interface RisingCurve {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Scores closer than this are one: the resolution of a double. */
const SAME = 1e-15;

/**
 * The rising curve that is nearest to the values by least squares, by pooling adjacent violators: scikit-learn 1.9's
 * `IsotonicRegression(out_of_bounds="clip")`. Rows of one score are averaged first. O(n log n).
 * @param score not NaN; at least one.
 */
export function isotonicRegression(score: Float64Array, value: ArrayLike<number>): RisingCurve {
  const { x, mean, weight } = pooledByScore(score, value);
  const y = poolViolators(mean, weight);
  const kept = x.map((_, k) => k).filter(k => k === 0 || k === y.length - 1 || y[k] !== y[k - 1] || y[k] !== y[k + 1]);
  return { x: Float64Array.from(kept, k => x[k] ?? NaN), y: Float64Array.from(kept, k => y[k] ?? NaN) };
}

/** The curve's height at a place. O(log points). */
export function heightAt({ x, y }: RisingCurve, place: number): number {
  let low = 0;
  let high = x.length - 1;
  if (place <= (x[low] as number)) return y[low] as number;
  if (place >= (x[high] as number)) return y[high] as number;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((x[middle] as number) < place) low = middle;
    else high = middle;
  }
  const slope = ((y[high] as number) - (y[low] as number)) / ((x[high] as number) - (x[low] as number));
  return slope * (place - (x[low] as number)) + (y[low] as number);
}

interface Pooled {
  readonly x: number[];
  readonly mean: number[];
  readonly weight: number[];
}

function pooledByScore(score: Float64Array, value: ArrayLike<number>): Pooled {
  const order = Int32Array.from(score, (_, row) => row).sort((a, b) => (score[a] as number) - (score[b] as number));
  const pooled: Pooled = { x: [], mean: [], weight: [] };
  let [from, sum] = [0, 0];
  for (let place = 0; place < order.length; place++) {
    sum += value[order[place] as number] as number;
    const start = score[order[from] as number] as number;
    if (place + 1 < order.length && (score[order[place + 1] as number] as number) - start < SAME) continue;
    const count = place + 1 - from;
    pooled.x.push(start);
    pooled.mean.push(sum / count);
    pooled.weight.push(count);
    [from, sum] = [place + 1, 0];
  }
  return pooled;
}

/** Each place's height: blocks that would fall are joined until none does. */
function poolViolators(mean: readonly number[], weight: readonly number[]): Float64Array {
  const blocks: { sum: number; weight: number; length: number }[] = [];
  mean.forEach((height, k) => {
    let block = { sum: height * (weight[k] ?? 0), weight: weight[k] ?? 0, length: 1 };
    for (let last = blocks.at(-1); last !== undefined && last.sum / last.weight >= block.sum / block.weight; last = blocks.at(-1)) {
      block = { sum: last.sum + block.sum, weight: last.weight + block.weight, length: last.length + block.length };
      blocks.pop();
    }
    blocks.push(block);
  });
  const heights = new Float64Array(mean.length);
  let place = 0;
  for (const { sum, weight: joined, length } of blocks) heights.fill(sum / joined, place, (place += length));
  return heights;
}
