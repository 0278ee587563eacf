const LENGTH = 624;
const MIDDLE = 397;

/**
 * The Mersenne Twister MT19937 with a 32-bit seed, and the draws of NumPy's legacy `RandomState(seed)`: the same seed
 * gives the same numbers there and here (NumPy 1.x and 2.x, which freeze that stream). Not for secrets.
 *
 * Source: Matsumoto, Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998); seeding by `init_genrand` of 2002.
 */
export class SeededRandom {
  protected readonly state = new Uint32Array(LENGTH);
  private next = LENGTH;

  /** @param seed a whole number from 0 to 2^32 − 1. */
  constructor(seed: number) {
    this.state[0] = seed >>> 0;
    for (let index = 1; index < LENGTH; index++) {
      const before = this.state[index - 1] as number;
      this.state[index] = Math.imul(1_812_433_253, before ^ (before >>> 30)) + index;
    }
  }

  /** A whole number from 0 to 2^32 − 1. */
  uint32(): number {
    if (this.next >= LENGTH) this.twist();
    return temper(this.state[this.next++] as number);
  }

  /** As many as there is room for, as `uint32` gives them one by one. O(room). */
  fill(room: Uint32Array): void {
    const { state } = this;
    for (let filled = 0; filled < room.length;) {
      if (this.next >= LENGTH) this.twist();
      const count = Math.min(LENGTH - this.next, room.length - filled);
      for (let k = 0; k < count; k++) room[filled + k] = temper(state[this.next + k] as number);
      filled += count;
      this.next += count;
    }
  }

  /** A number from 0 to below 1 with 53 random bits: `RandomState.random_sample()`. */
  share(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 67_108_864 + low) / 9_007_199_254_740_992;
  }

  /** A whole number from 0 to `most` < 2^32, both included: draws below the next power of two until one fits. */
  upTo(most: number): number {
    if (most === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(most);
    for (;;) {
      const draw = (this.uint32() & mask) >>> 0;
      if (draw <= most) return draw;
    }
  }

  /** 0 … size − 1 in random order, as `RandomState.permutation(size)` gives it. O(size). */
  permutation(size: number): Int32Array {
    const order = new Int32Array(size);
    for (let index = 0; index < size; index++) order[index] = index;
    for (let last = size - 1; last > 0; last--) {
      const chosen = this.upTo(last);
      const kept = order[last] as number;
      order[last] = order[chosen] as number;
      order[chosen] = kept;
    }
    return order;
  }

  private twist(): void {
    const { state } = this;
    for (let index = 0; index < LENGTH; index++) {
      // Not by `%`, which costs more than all the rest.
      const after = index + 1 < LENGTH ? index + 1 : 0;
      const ahead = index < LENGTH - MIDDLE ? index + MIDDLE : index + MIDDLE - LENGTH;
      const joined = ((state[index] as number) & 0x80000000) | ((state[after] as number) & 0x7fffffff);
      state[index] = (state[ahead] as number) ^ (joined >>> 1) ^ (-(joined & 1) & 0x9908b0df);
    }
    this.next = 0;
  }
}

function temper(state: number): number {
  let bits = state;
  bits ^= bits >>> 11;
  bits ^= (bits << 7) & 0x9d2c5680;
  bits ^= (bits << 15) & 0xefc60000;
  return (bits ^ (bits >>> 18)) >>> 0;
}
