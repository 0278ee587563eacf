const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 4_000;

/** When a repeatable request is tried again: exponential back-off with full jitter, within a budget of time. */
export class RetrySchedule {
  private attempts = 0;
  private readonly end: number;

  /** @param retryFor milliseconds from now after which no new attempt is made. */
  constructor(
    retryFor: number,
    private readonly random: () => number = Math.random,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.end = now() + retryFor;
  }

  /** The pause before the next attempt in milliseconds; undefined when there is none. @param asked what the server asked for. */
  next(asked: number | undefined): number | undefined {
    const longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.attempts++);
    const pause = asked ?? this.random() * longest;
    return this.now() + pause < this.end ? pause : undefined;
  }
}

/** `Retry-After` in milliseconds. A date is measured against the server's own clock, which may not be ours. */
export function retryAfter(headers: Readonly<Record<string, string>>): number | undefined {
  const value = headers['retry-after']?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const until = Date.parse(value);
  if (Number.isNaN(until)) return undefined;
  const now = Date.parse(headers['date'] ?? '');
  return Math.max(0, until - (Number.isNaN(now) ? Date.now() : now));
}
