import { type BinnedFeature } from './binFeature';

/** Sums over the rows of a leaf. */
export interface LeafSums {
  readonly gradient: number;
  readonly hessian: number;
  readonly rows: number;
}

/** How the rows of a leaf part in two. */
export interface Split {
  readonly feature: number;
  /** By how much the loss's approximation falls. */
  readonly gain: number;
  /** 1 for the bins whose rows go to the left. */
  readonly goesLeft: Uint8Array;
  readonly left: LeafSums;
  readonly right: LeafSums;
  /** What keeps the new leaves' values small. */
  readonly penalty: number;
}

/** A histogram has three numbers a bin: the sums of gradients and hessians, and the rows. */
export const BIN_SIZE = 3;

// LightGBM's defaults, by its documentation of parameters: min_data_in_leaf, min_sum_hessian_in_leaf, max_cat_to_onehot,
// cat_smooth, cat_l2, max_cat_threshold, min_data_per_group.
const LEAST_LEAF_ROWS = 20;
const LEAST_LEAF_HESSIAN = 1e-3;
const MOST_BINS_ONE_BY_ONE = 4;
const CATEGORY_SMOOTHING = 10;
const CATEGORY_PENALTY = 10;
const MOST_CATEGORIES = 32;
const LEAST_GROUP_ROWS = 100;

/**
 * "Which split of this leaf lowers the loss most?" Numbers part at a bin, with missing values on the better side; categories
 * by their mean gradients, as Fisher's grouping has it, or one against the others where there are few. O(bins log bins).
 *
 * Source: Ke et al., "LightGBM", NIPS 2017; Fisher, "On Grouping for Maximum Homogeneity", JASA 53 (1958).
 *
 * @param starts where in the histogram each feature's bins begin; null: no split that is allowed lowers it.
 */
export function findSplit(
  features: readonly BinnedFeature[],
  { histogram, starts }: { readonly histogram: Float64Array; readonly starts: Int32Array },
  sums: LeafSums,
): Split | null {
  if (sums.rows < 2 * LEAST_LEAF_ROWS) return null;
  const search = new SplitSearch(histogram, sums);
  features.forEach((feature, place) => search.visit(feature, place, starts[place] as number));
  return search.best();
}

class SplitSearch {
  private readonly unsplit: number;
  private most: number;
  private feature = -1;
  private goesLeft = new Uint8Array(0);
  private left: LeafSums = { gradient: 0, hessian: 0, rows: 0 };
  private penalty = 0;

  constructor(
    private readonly histogram: Float64Array,
    private readonly sums: LeafSums,
  ) {
    this.unsplit = (sums.gradient * sums.gradient) / sums.hessian;
    this.most = this.unsplit;
  }

  best(): Split | null {
    const { feature, goesLeft, left, penalty, sums } = this;
    if (feature < 0) return null;
    const right = { gradient: sums.gradient - left.gradient, hessian: sums.hessian - left.hessian, rows: sums.rows - left.rows };
    return { feature, gain: this.most - this.unsplit, goesLeft, left, right, penalty };
  }

  visit(feature: BinnedFeature, place: number, start: number): void {
    if (feature.kind === 'numbers') this.visitNumbers(feature, place, start);
    else if (feature.count <= MOST_BINS_ONE_BY_ONE) this.visitOneByOne(feature, place, start);
    else this.visitGroups(feature, place, start);
  }

  private visitNumbers({ count, missing }: BinnedFeature, place: number, start: number): void {
    const { histogram } = this;
    const end = missing < 0 ? count - 1 : missing;
    const lost = missing < 0 ? [0, 0, 0] : this.at(start, missing);
    const [lostGradient, lostHessian, lostRows] = lost as [number, number, number];
    let [gradient, hessian, rows] = [0, 0, 0];
    let [chosen, isLostLeft] = [-1, false];
    for (let bin = 0; bin < end; bin++) {
      const at = start + bin * BIN_SIZE;
      gradient += histogram[at] as number;
      hessian += histogram[at + 1] as number;
      rows += histogram[at + 2] as number;
      if (this.offer(gradient, hessian, rows)) [chosen, isLostLeft] = [bin, false];
      if (lostRows > 0 && this.offer(gradient + lostGradient, hessian + lostHessian, rows + lostRows)) [chosen, isLostLeft] = [bin, true];
    }
    if (chosen < 0) return;
    const goesLeft = new Uint8Array(count).fill(1, 0, chosen + 1);
    if (isLostLeft) goesLeft[missing] = 1;
    this.choose(place, goesLeft, 0);
  }

  private visitOneByOne({ count, missing }: BinnedFeature, place: number, start: number): void {
    for (let bin = 0; bin < count; bin++) {
      const [gradient, hessian, rows] = this.at(start, bin);
      if (bin !== missing && this.offer(gradient, hessian, rows)) this.choose(place, chosenBins(count, [bin]), 0);
    }
  }

  /** Categories in the order of their mean gradients, from either end, as long as both parts are large enough. */
  private visitGroups({ count, missing }: BinnedFeature, place: number, start: number): void {
    const { histogram } = this;
    const used: number[] = [];
    const pulls = new Float64Array(count);
    for (let bin = 0; bin < count; bin++) {
      const at = start + bin * BIN_SIZE;
      if (bin === missing || (histogram[at + 2] as number) < CATEGORY_SMOOTHING) continue;
      pulls[bin] = (histogram[at] as number) / ((histogram[at + 1] as number) + CATEGORY_SMOOTHING);
      used.push(bin);
    }
    used.sort((a, b) => (pulls[a] as number) - (pulls[b] as number));
    const most = Math.min(MOST_CATEGORIES, (used.length + 1) >> 1);
    for (const order of [used, used.toReversed()]) {
      const taken = this.bestBeginning(order.slice(0, most), start);
      if (taken > 0) this.choose(place, chosenBins(count, order.slice(0, taken)), CATEGORY_PENALTY);
    }
  }

  /** How many categories from the front to send to the left; 0 where none is better than what was found. */
  private bestBeginning(order: readonly number[], start: number): number {
    const { histogram } = this;
    let [gradient, hessian, rows, group, taken] = [0, 0, 0, 0, 0];
    for (let place = 0; place < order.length; place++) {
      const at = start + (order[place] as number) * BIN_SIZE;
      gradient += histogram[at] as number;
      hessian += histogram[at + 1] as number;
      rows += histogram[at + 2] as number;
      group += histogram[at + 2] as number;
      if (rows < LEAST_LEAF_ROWS || group < LEAST_GROUP_ROWS) continue;
      if (this.sums.rows - rows < LEAST_GROUP_ROWS) break;
      group = 0;
      if (this.offer(gradient, hessian, rows, CATEGORY_PENALTY)) taken = place + 1;
    }
    return taken;
  }

  private at(start: number, bin: number): readonly [number, number, number] {
    const at = start + bin * BIN_SIZE;
    return [this.histogram[at] as number, this.histogram[at + 1] as number, this.histogram[at + 2] as number];
  }

  /** Whether a left part with these sums is better than everything before; then it is what is to be beaten. */
  private offer(gradient: number, hessian: number, rows: number, penalty = 0): boolean {
    const { sums } = this;
    const otherHessian = sums.hessian - hessian;
    if (rows < LEAST_LEAF_ROWS || sums.rows - rows < LEAST_LEAF_ROWS) return false;
    if (hessian < LEAST_LEAF_HESSIAN || otherHessian < LEAST_LEAF_HESSIAN) return false;
    const other = sums.gradient - gradient;
    const score = (gradient * gradient) / (hessian + penalty) + (other * other) / (otherHessian + penalty);
    if (score <= this.most) return false;
    this.most = score;
    this.left = { gradient, hessian, rows };
    return true;
  }

  private choose(feature: number, goesLeft: Uint8Array<ArrayBuffer>, penalty: number): void {
    this.feature = feature;
    this.goesLeft = goesLeft;
    this.penalty = penalty;
  }
}

function chosenBins(count: number, bins: readonly number[]): Uint8Array<ArrayBuffer> {
  const chosen = new Uint8Array(count);
  for (const bin of bins) chosen[bin] = 1;
  return chosen;
}
