import { type Stretch, type StretchVisitor } from './mergeStretches';

/** So many values are held until the windows are told of them. */
const STRETCH = 2048;

/** Places within a stretch and counts, both in its order; behind the last place one that no value has. */
class Places {
  readonly places = new Int32Array(STRETCH + 1).fill(STRETCH);
  readonly counts = new Float64Array(STRETCH);
  length = 0;

  add(place: number, count: number): void {
    const last = this.length - 1;
    if (last >= 0 && this.places[last] === place) {
      this.counts[last] = (this.counts[last] as number) + count;
      return;
    }
    this.places[this.length] = place;
    this.counts[this.length++] = count;
  }

  end(): void {
    this.places[this.length] = STRETCH;
  }
}

/**
 * Tells each window of the values that it and the reference have, of a walk over the reference and the parts of the current
 * data: what only other windows have is none of its values. Memory for one stretch a window.
 */
export class WindowVisits {
  /** The values that are held, each once. */
  private readonly values: Stretch['values'];
  private length = 0;
  private readonly reference = new Places();
  private readonly windows: readonly Places[];
  /** What one window is told; the same arrays for all. */
  private readonly told: Omit<Stretch, 'length'>;

  /** @param first the place of the first window among the parts @param visitors by window; null: it need not be told */
  constructor(
    private readonly first: number,
    private readonly visitors: readonly (StretchVisitor | null)[],
    areNumbers: boolean,
  ) {
    const room = (size: number): Stretch['values'] => (areNumbers ? new Float64Array(size) : []);
    this.values = room(STRETCH);
    this.windows = visitors.map(() => new Places());
    const both = 2 * STRETCH;
    this.told = {
      values: room(both),
      reference: new Float64Array(both),
      current: new Float64Array(both),
      parts: new Int16Array(both).fill(-1),
    };
  }

  readonly visit: StretchVisitor = ({ values, reference, current, parts, length }) => {
    for (let k = 0; k < length; k++) {
      const place = this.placeOf(values[k] as number);
      if ((reference[k] as number) > 0) this.reference.add(place, reference[k] as number);
      const part = (parts[k] as number) - this.first;
      if (part >= 0 && part < this.windows.length) this.windows[part]?.add(place, current[k] as number);
    }
  };

  /** A value that comes again is the last one. */
  private placeOf(value: number): number {
    if (this.length === 0 || value !== this.values[this.length - 1]) {
      if (this.length === STRETCH) this.tell();
      this.values[this.length++] = value;
    }
    return this.length - 1;
  }

  /** Tells of what is held: at the end of a walk, as another part may have the last value too. */
  tell(): void {
    this.reference.end();
    this.visitors.forEach((visitor, window) => {
      const own = this.windows[window];
      if (own === undefined) return;
      if (visitor !== null) visitor({ ...this.told, length: this.fill(own) });
      own.length = 0;
    });
    this.reference.length = 0;
    this.length = 0;
  }

  /** The values of the reference and of one window, told in their order; gives how many they are. */
  private fill(own: Places): number {
    const { values, told, reference } = this;
    own.end();
    let [i, j, length] = [0, 0, 0];
    for (; i < reference.length || j < own.length; length++) {
      const [x, y] = [reference.places[i] as number, own.places[j] as number];
      told.values[length] = values[Math.min(x, y)] as number;
      told.reference[length] = x <= y ? (reference.counts[i++] as number) : 0;
      told.current[length] = x >= y ? (own.counts[j++] as number) : 0;
    }
    return length;
  }
}
