import { type DriftMethod } from '../../domain/driftMethod';
import { type Bounds } from '../../numeric/gapBounds';
import { boundsOfSketch } from '../../numeric/rankBounds';
import { type RankSketch } from '../../numeric/rankSketch';
import { type TestOutcome } from '../driftTest';
import { type StreamedGroups, StreamedPair } from '../outOfCore/streamedPair';
import { type NumberSample } from '../sample';
import { type SamplePair } from '../samplePair';
import { scoreBounds } from './scoreBounds';
import { needsValues, UNCOUNTED } from './sketchReasons';

/** What is known of both sides' ranks: of a profile what it has, of the walked data a sketch with very many points. */
export interface WalkedSketches {
  readonly reference: { readonly sketch: RankSketch; readonly unique: readonly [number, number] };
  readonly current: { readonly sketch: RankSketch };
}

/** A profile's sketch against data that was never in memory: each score has bounds that the true one lies in. */
export class StreamedProfiledPair extends StreamedPair {
  private readonly known = new Map<DriftMethod, Bounds | null>();

  constructor(
    groups: StreamedGroups,
    type: SamplePair['type'],
    private readonly sketches: WalkedSketches,
  ) {
    super(groups, type);
  }

  override scored(method: DriftMethod): TestOutcome | null {
    if (this.type !== 'numeric' || this.numbers() === null) return UNCOUNTED;
    return method === 't_test' || this.errorBound(method) !== null ? super.scored(method) : needsValues(method);
  }

  override errorBound(method: DriftMethod): Bounds | null {
    const numbers = this.numbers();
    if (numbers === null) return null;
    const found = this.known.get(method);
    if (found !== undefined) return found;
    const { reference, current } = this.sketches;
    const { unique } = numbers.current;
    const bounds = scoreBounds(method, {
      reference: { ...reference, sample: withEnds(numbers.reference, reference.sketch), ranks: boundsOfSketch(reference.sketch) },
      current: { unique: [unique, unique], sample: withEnds(numbers.current, current.sketch), ranks: boundsOfSketch(current.sketch) },
    });
    this.known.set(method, bounds);
    return bounds;
  }
}

/** Of the values only the least and the greatest, which bins are cut from. */
function withEnds(sample: NumberSample, { points }: RankSketch): NumberSample {
  return { ...sample, sorted: Float64Array.of(points[0]?.value ?? NaN, points.at(-1)?.value ?? NaN) };
}
