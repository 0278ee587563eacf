const BINS = 100;
const ROW_HEIGHT = 0.4;

/**
 * Heights of one feature's dots around the middle of its row, in units of the distance between rows: dots that fall
 * into the same hundredth of the value range are stacked alternately above and below, in random order, and the whole is
 * scaled to 0.9 of shap's row height. Matches shap.plots.beeswarm (0.51) up to the order within a bin, which is random
 * there; here it is the same every time.
 *
 * Cost: O(n log n).
 */
export function layoutBeeswarm(values: ArrayLike<number>): Float64Array {
  const bins = binNumbers(values);
  const order = shuffled(values.length).toSorted((left, right) => (bins[left] ?? 0) - (bins[right] ?? 0));
  const heights = new Float64Array(values.length);
  let [layer, lastBin, highest] = [0, -1, 0];
  for (const index of order) {
    const bin = bins[index] ?? 0;
    if (bin !== lastBin) layer = 0;
    const height = Math.ceil(layer / 2) * ((layer % 2) * 2 - 1) + 0;
    heights[index] = height;
    highest = Math.max(highest, height);
    layer++;
    lastBin = bin;
  }
  return heights.map(height => height * 0.9 * (ROW_HEIGHT / (highest + 1)));
}

function binNumbers(values: ArrayLike<number>): Float64Array {
  let [low, high] = [Infinity, -Infinity];
  for (let index = 0; index < values.length; index++) {
    low = Math.min(low, values[index] ?? 0);
    high = Math.max(high, values[index] ?? 0);
  }
  return Float64Array.from(values, value => roundHalfToEven((BINS * (value - low)) / (high - low + 1e-8)));
}

/** As NumPy rounds. */
function roundHalfToEven(value: number): number {
  const down = Math.floor(value);
  const rest = value - down;
  if (rest !== 0.5) return Math.round(value);
  return down % 2 === 0 ? down : down + 1;
}

/** 0 … count-1 in an order that looks random and is the same every time. */
function shuffled(count: number): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  let state = 1;
  for (let last = count - 1; last > 0; last--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 4_294_967_296) * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}
