import { type Disposable } from '../base/disposable';
import { BackOff } from '../platform/backOff';
import { type Audience } from './audience';

/** Tries something again after a while that grows with each failure, and only while someone is looking. */
export class Retries implements Disposable {
  private readonly backOff = new BackOff();
  private readonly coming: Disposable;
  private timer: NodeJS.Timeout | undefined;
  private isDue = false;

  constructor(
    private readonly audience: Audience,
    private readonly attempt: () => void,
  ) {
    this.coming = audience.onDidCome(() => (this.isDue ? this.run() : undefined));
  }

  /** After a failure. @returns when it is tried again, in epoch milliseconds. */
  schedule(): number {
    this.cancel();
    const wait = this.backOff.next();
    this.timer = setTimeout(() => this.fall(), wait);
    return Date.now() + wait;
  }

  /** It works again, or nobody wants it any more. */
  stop(): void {
    this.cancel();
    this.backOff.reset();
  }

  dispose(): void {
    this.cancel();
    this.coming.dispose();
  }

  private cancel(): void {
    clearTimeout(this.timer);
    this.isDue = false;
  }

  private fall(): void {
    if (this.audience.isWatching) this.run();
    else this.isDue = true;
  }

  private run(): void {
    this.isDue = false;
    this.attempt();
  }
}
