import { type BinnedFeature } from './binFeature';
import { BIN_SIZE, findSplit, type LeafSums, type Split } from './findSplit';

/** The part of a row list that lies between two places. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** A leaf of a grown tree. */
export interface Leaf {
  /** Which rows to learn from fell into it, as places of `learned`. */
  readonly learned: Span;
  /** Which rows to judge fell into it, as places of `judged`. */
  readonly judged: Span;
  /** By what Newton's step changes the score of its rows. */
  readonly step: number;
}

interface GrowingLeaf {
  readonly learned: Span;
  readonly judged: Span;
  readonly sums: LeafSums;
  readonly penalty: number;
  readonly histogram: Float64Array;
  readonly split: Split | null;
}

const MOST_LEAVES = 31;

/**
 * Grows trees of at most 31 leaves, always where the loss falls most. Rows are parted in place in `learned` and `judged`, so
 * that every leaf is a span of them.
 */
export class TreeGrower {
  private readonly starts: Int32Array;
  private readonly pool: Float64Array[] = [];
  private readonly size: number;
  private readonly kept: Int32Array;
  private readonly ordered: { readonly gradients: Float64Array; readonly hessians: Float64Array };
  /** The gain of the splits so far, by feature. */
  readonly gains: Float64Array;

  /** @param learned rows to learn from; @param judged rows to follow through the tree; both are reordered. */
  constructor(
    private readonly features: readonly BinnedFeature[],
    readonly learned: Int32Array,
    readonly judged: Int32Array,
  ) {
    this.starts = new Int32Array(features.length);
    let size = 0;
    features.forEach(({ count }, place) => {
      this.starts[place] = size;
      size += count * BIN_SIZE;
    });
    this.size = size;
    this.kept = new Int32Array(Math.max(learned.length, judged.length));
    this.ordered = { gradients: new Float64Array(learned.length), hessians: new Float64Array(learned.length) };
    this.gains = new Float64Array(features.length);
  }

  /** The leaves of one tree for these gradients and hessians by row. A single leaf: nothing lowers the loss. O(rows × features × depth). */
  grow(gradients: Float64Array, hessians: Float64Array): readonly Leaf[] {
    const leaves: GrowingLeaf[] = [this.root(gradients, hessians)];
    while (leaves.length < MOST_LEAVES) {
      const place = mostGain(leaves);
      const leaf = leaves[place];
      if (leaf === undefined || leaf.split === null) break;
      const [left, right] = this.part(leaf, leaf.split, { gradients, hessians });
      leaves[place] = left;
      leaves.push(right);
    }
    for (const { histogram } of leaves) this.pool.push(histogram);
    return leaves.map(({ learned, judged, sums, penalty }) => ({ learned, judged, step: -sums.gradient / (sums.hessian + penalty) }));
  }

  private root(gradients: Float64Array, hessians: Float64Array): GrowingLeaf {
    let [gradient, hessian] = [0, 0];
    for (const row of this.learned) {
      gradient += gradients[row] as number;
      hessian += hessians[row] as number;
    }
    const learned = { from: 0, to: this.learned.length };
    const histogram = this.build(learned, { gradients, hessians });
    const sums = { gradient, hessian, rows: this.learned.length };
    const split = findSplit(this.features, { histogram, starts: this.starts }, sums);
    return { learned, judged: { from: 0, to: this.judged.length }, sums, penalty: 0, histogram, split };
  }

  /** The smaller child's histogram is counted, the other's is what it leaves of the parent's. */
  private part(
    leaf: GrowingLeaf,
    split: Split,
    given: { readonly gradients: Float64Array; readonly hessians: Float64Array },
  ): [GrowingLeaf, GrowingLeaf] {
    this.gains[split.feature] = (this.gains[split.feature] as number) + split.gain;
    const by = { bins: (this.features[split.feature] as BinnedFeature).bins, goesLeft: split.goesLeft };
    const learned = this.partRows(this.learned, leaf.learned, by);
    const judged = this.partRows(this.judged, leaf.judged, by);
    const isLeftSmaller = split.left.rows <= split.right.rows;
    const smaller = this.build(isLeftSmaller ? learned[0] : learned[1], given);
    const larger = subtract(leaf.histogram, smaller);
    const child = (side: 0 | 1): GrowingLeaf => {
      const sums = side === 0 ? split.left : split.right;
      const histogram = (side === 0) === isLeftSmaller ? smaller : larger;
      const next = findSplit(this.features, { histogram, starts: this.starts }, sums);
      return { learned: learned[side], judged: judged[side], sums, penalty: split.penalty, histogram, split: next };
    };
    return [child(0), child(1)];
  }

  /** Moves the rows of the left to the front, in their order. */
  private partRows(
    rows: Int32Array,
    { from, to }: Span,
    { bins, goesLeft }: { readonly bins: Uint8Array; readonly goesLeft: Uint8Array },
  ): [Span, Span] {
    const { kept } = this;
    let middle = from;
    for (let place = from; place < to; place++) {
      const row = rows[place] as number;
      const isLeft = goesLeft[bins[row] as number] as number;
      // Both, without a branch: only the one that is counted stays.
      rows[middle] = row;
      kept[place - middle] = row;
      middle += isLeft;
    }
    rows.set(kept.subarray(0, to - middle), middle);
    return [
      { from, to: middle },
      { from: middle, to },
    ];
  }

  private build(
    { from, to }: Span,
    { gradients, hessians }: { readonly gradients: Float64Array; readonly hessians: Float64Array },
  ): Float64Array {
    const histogram = this.pool.pop()?.fill(0) ?? new Float64Array(this.size);
    const rows = this.learned.subarray(from, to);
    // In the order of the leaf's rows, so that each feature's pass reads them one after the other.
    for (let place = 0; place < rows.length; place++) {
      this.ordered.gradients[place] = gradients[rows[place] as number] as number;
      this.ordered.hessians[place] = hessians[rows[place] as number] as number;
    }
    this.features.forEach(({ bins }, feature) => countBins(histogram, this.starts[feature] as number, { bins, rows, ...this.ordered }));
    return histogram;
  }
}

interface Counted {
  readonly bins: Uint8Array;
  readonly rows: Int32Array;
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
}

function countBins(histogram: Float64Array, start: number, { bins, rows, gradients, hessians }: Counted): void {
  for (let place = 0; place < rows.length; place++) {
    const at = start + (bins[rows[place] as number] as number) * BIN_SIZE;
    histogram[at] = (histogram[at] as number) + (gradients[place] as number);
    histogram[at + 1] = (histogram[at + 1] as number) + (hessians[place] as number);
    histogram[at + 2] = (histogram[at + 2] as number) + 1;
  }
}

/** In place of the first. */
function subtract(histogram: Float64Array, other: Float64Array): Float64Array {
  for (let place = 0; place < histogram.length; place++) histogram[place] = (histogram[place] as number) - (other[place] as number);
  return histogram;
}

function mostGain(leaves: readonly GrowingLeaf[]): number {
  let most = 0;
  leaves.forEach(({ split }, place) => {
    if ((split?.gain ?? 0) > (leaves[most]?.split?.gain ?? 0)) most = place;
  });
  return most;
}
