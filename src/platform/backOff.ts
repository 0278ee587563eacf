const STEPS_MS = [1000, 2000, 4000, 8000, 10_000] as const;

/** How long to wait before something that failed is tried again: 1, 2, 4, 8 seconds, then every 10. */
export class BackOff {
  private failures = 0;

  /** The wait after one more failure, in milliseconds. */
  next(): number {
    const wait = STEPS_MS[Math.min(this.failures, STEPS_MS.length - 1)] ?? STEPS_MS[0];
    this.failures++;
    return wait;
  }

  /** It worked: the next failure waits as little as the first. */
  reset(): void {
    this.failures = 0;
  }
}
