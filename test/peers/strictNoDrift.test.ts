import { expect, it } from 'vitest';
import { strictAlarms } from '../unit/drift/noDrift';

it('the profile strict alarms in at most 5 % of 10,000 reports without drift', () => {
  const rounds = 10_000;
  const rate = strictAlarms(rounds, 7) / rounds;
  expect(rate).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / rounds));
  // And it is not silent: discrete tests keep it below the nominal rate, not at zero.
  expect(rate).toBeGreaterThan(0.01);
});
