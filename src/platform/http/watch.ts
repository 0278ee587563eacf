import { type HttpTimeouts } from '../httpClient';

/** What ended a request early. */
export type EndedBy = 'cancelled' | 'no_answer' | 'stalled' | 'too_long';

/** The clock of one attempt: ends it when the caller cancels or when a part of it takes longer than it may. */
export class Watch {
  private readonly controller = new AbortController();
  private readonly total: NodeJS.Timeout;
  private phase: NodeJS.Timeout;
  private reason: EndedBy | undefined;
  private readonly cancel = (): void => this.abort('cancelled');

  /** @param deadline when the whole request must be over, on the clock of `performance.now()`. */
  constructor(
    private readonly limits: HttpTimeouts,
    deadline: number,
    private readonly caller: AbortSignal | undefined,
  ) {
    this.total = setTimeout(() => this.abort('too_long'), Math.max(0, deadline - performance.now()));
    this.phase = setTimeout(() => this.abort('no_answer'), limits.answer);
    if (caller?.aborted === true) this.cancel();
    caller?.addEventListener('abort', this.cancel, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get endedBy(): EndedBy | undefined {
    return this.reason;
  }

  /** A part of the request was taken: the answer may take its time from here. */
  sent(): void {
    this.phase.refresh();
  }

  /** The answer has begun: from here on each part of it must follow in time. */
  answered(): void {
    clearTimeout(this.phase);
    this.phase = setTimeout(() => this.abort('stalled'), this.limits.idle);
  }

  /** A part of the answer came. */
  received(): void {
    this.phase.refresh();
  }

  /** The promise's value, unless the attempt ends first; a connection that is still being made does not hear the signal. */
  async untilEnded<T>(promise: Promise<T>): Promise<T> {
    const ended = new Promise<never>((_resolve, reject) => {
      const stop = (): void => reject(new Error('The request was ended.'));
      if (this.signal.aborted) stop();
      else this.signal.addEventListener('abort', stop, { once: true });
    });
    return await Promise.race([promise, ended]);
  }

  stop(): void {
    clearTimeout(this.total);
    clearTimeout(this.phase);
    this.caller?.removeEventListener('abort', this.cancel);
  }

  private abort(reason: EndedBy): void {
    this.reason ??= reason;
    this.controller.abort();
  }
}
