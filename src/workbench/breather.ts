import { setImmediate } from 'node:timers/promises';

/** Half of what a person could notice. */
const AT_ONCE_MS = 6;

/** Lets others have their turn during work on many rows: the extension host is shared with every other extension. */
export class Breather {
  private since = performance.now();

  /** Called between two pieces of work; waits for the next turn once this one took long enough. */
  async breathe(): Promise<void> {
    if (performance.now() - this.since < AT_ONCE_MS) return;
    await setImmediate();
    this.since = performance.now();
  }
}
