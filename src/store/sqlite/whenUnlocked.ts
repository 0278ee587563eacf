import { setTimeout as wait } from 'node:timers/promises';
import { type Result } from '../../base/result';

/** How long SQLite itself may wait for a lock, within a call that holds up everything else in the process. */
export const LONGEST_STALL_MS = 50;

const PAUSE_MS = 20;

/**
 * Tries a transaction again as long as another program holds the file, until patience ends; then its last 'locked'. What
 * else the process does goes on between the attempts.
 */
export async function whenUnlocked<T>(attempt: () => Result<T>, patienceMs: number): Promise<Result<T>> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const result = attempt();
    if (result.ok || result.failure.reason !== 'locked' || performance.now() >= until) return result;
    await wait(PAUSE_MS);
  }
}
