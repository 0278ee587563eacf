import { describe, expect, it } from 'vitest';
import { CrashCounter } from '../../../src/platform/crashCounter';

describe('CrashCounter', () => {
  const limit = { allowed: 3, withinMs: 1000 };

  it('allows as many crashes as it is told in any window', () => {
    const crashes = new CrashCounter(limit);
    for (let time = 0; time < 10_000; time += 400) {
      crashes.add(time);
      expect(crashes.exceeded).toBe(false);
    }
  });

  it('is exceeded by one more, until it forgets', () => {
    const crashes = new CrashCounter(limit);
    for (const time of [0, 100, 200]) crashes.add(time);
    expect(crashes.exceeded).toBe(false);
    crashes.add(300);
    expect(crashes.exceeded).toBe(true);
    crashes.forget();
    expect(crashes.exceeded).toBe(false);
  });
});
