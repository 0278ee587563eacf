import { type DriftMethod } from '../../domain/driftMethod';
import { type Bounds } from '../../numeric/gapBounds';
import { boundsOfSketch, boundsOfSorted, type RankBounds } from '../../numeric/rankBounds';
import { type SortedDistances } from '../../numeric/sortedDistances';
import { type TestOutcome } from '../driftTest';
import { type NumberSample, type Sample } from '../sample';
import { SamplePair } from '../samplePair';
import { atPoints } from './atPoints';
import { type ProfiledSide, type ProfiledSides } from './profiledSides';
import { needsValues, UNCOUNTED } from './sketchReasons';
import { type BoundedNumbers, scoreBounds } from './scoreBounds';

/** Both sides of a column of which a profile may hold only a sketch: each score has bounds that the true one lies in. */
export class ProfiledPair extends SamplePair {
  private readonly known = new Map<DriftMethod, Bounds | null>();

  constructor(
    [reference, current, type]: readonly [Sample, Sample, SamplePair['type']],
    private readonly profiled: ProfiledSides,
  ) {
    super(reference, current, type);
  }

  /** Values that stand for others may be tied less often, or more, than those can be. */
  override distances(): SortedDistances {
    const found = super.distances();
    const [before, after] = [this.uniqueOf('reference'), this.uniqueOf('current')];
    const distinct = Math.min(before[1] + after[1], Math.max(before[0], after[0], found.distinct));
    return { ...found, distinct };
  }

  override scored(method: DriftMethod): TestOutcome | null {
    if (!this.isSketched()) return null;
    if (this.type !== 'numeric' || this.numbers() === null) return UNCOUNTED;
    // Where the t test has no score, it says why.
    return method === 't_test' || this.errorBound(method) !== null ? null : needsValues(method);
  }

  /** Null where there is no sketch, or nothing is known of this method. */
  override errorBound(method: DriftMethod): Bounds | null {
    const numbers = this.numbers();
    if (numbers === null || !this.isSketched()) return null;
    const found = this.known.get(method);
    if (found !== undefined) return found;
    const bounded = {
      reference: sideOf(numbers.reference, this.profiled.reference),
      current: sideOf(numbers.current, this.profiled.current),
    };
    const bounds = scoreBounds(method, bounded);
    this.known.set(method, bounds);
    return bounds;
  }

  /** The same with every value at one of its sketch's points; null where no side is sketched. */
  withValuesAtPoints(): SamplePair | null {
    const numbers = this.numbers();
    if (numbers === null || !this.isSketched()) return null;
    const moved = (side: 'reference' | 'current'): NumberSample => {
      const sketch = this.profiled[side]?.sketch;
      return sketch === undefined ? numbers[side] : { ...numbers[side], sorted: atPoints(numbers[side].sorted, sketch) };
    };
    return new ProfiledPair([moved('reference'), moved('current'), this.type], this.profiled);
  }

  private uniqueOf(side: 'reference' | 'current'): readonly [number, number] {
    return this.profiled[side]?.unique ?? [this[side].unique, this[side].unique];
  }

  private isSketched(): boolean {
    return this.profiled.reference?.sketch !== undefined || this.profiled.current?.sketch !== undefined;
  }
}

function sideOf(sample: NumberSample, side: ProfiledSide | undefined): BoundedNumbers {
  return {
    sample,
    unique: side?.unique ?? [sample.unique, sample.unique],
    get ranks(): RankBounds {
      return side?.sketch === undefined ? boundsOfSorted(sample.sorted) : boundsOfSketch(side.sketch);
    },
  };
}
