import { SeededRandom } from './seededRandom';

/**
 * CPython's `random.Random(seed)` for a whole seed from 0: the same Mersenne Twister, seeded by the 32-bit words of the seed
 * (`init_by_array` of 2002), and the draws that Python 3.11 makes of it. For what must draw as a Python library draws.
 */
export class PythonRandom extends SeededRandom {
  constructor(seed: number) {
    super(19_650_218);
    const high = Math.floor(seed / 2 ** 32);
    this.mixIn(high > 0 ? [seed >>> 0, high] : [seed >>> 0]);
  }

  /** `randrange(n)`: a whole number from 0 and below n, which is at most 2^31. */
  below(n: number): number {
    const shift = Math.clz32(n);
    for (;;) {
      const drawn = this.uint32() >>> shift;
      if (drawn < n) return drawn;
    }
  }

  /** `sample(range(n), k)`: k of the numbers below n, each at most once. O(n) or, where k is few of them, O(k). */
  sample(n: number, k: number): readonly number[] {
    const setSize = 21 + (k > 5 ? 4 ** Math.ceil(Math.log(k * 3) / Math.log(4)) : 0);
    return n <= setSize ? this.sampleFromPool(n, k) : this.sampleUnseen(n, k);
  }

  private sampleFromPool(n: number, k: number): readonly number[] {
    const pool: number[] = [];
    for (let place = 0; place < n; place++) pool.push(place);
    const drawn: number[] = [];
    for (let left = n; left > n - k; left--) {
      const place = this.below(left);
      drawn.push(pool[place] ?? 0);
      pool[place] = pool[left - 1] ?? 0;
    }
    return drawn;
  }

  private sampleUnseen(n: number, k: number): readonly number[] {
    const seen = new Set<number>();
    while (seen.size < k) seen.add(this.below(n));
    return [...seen];
  }

  private mixIn(words: readonly number[]): void {
    const { state } = this;
    let place = 1;
    for (let step = 0; step < state.length; step++) {
      const word = step % words.length;
      state[place] = ((state[place] ?? 0) ^ Math.imul(this.before(place), 1_664_525)) + (words[word] ?? 0) + word;
      place = this.following(place);
    }
    for (let step = 1; step < state.length; step++) {
      state[place] = ((state[place] ?? 0) ^ Math.imul(this.before(place), 1_566_083_941)) - place;
      place = this.following(place);
    }
    state[0] = 0x8000_0000;
  }

  private before(place: number): number {
    const word = this.state[place - 1] ?? 0;
    return word ^ (word >>> 30);
  }

  private following(place: number): number {
    if (place + 1 < this.state.length) return place + 1;
    this.state[0] = this.state[place] ?? 0;
    return 1;
  }
}
