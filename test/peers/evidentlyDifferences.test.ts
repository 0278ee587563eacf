import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { evidentlyDifferences, unseeded } from '../support/evidentlyDifferences';
import { peersPython } from '../support/peersPython';

const script = fileURLToPath(new URL('driftCounts_peer.py', import.meta.url));
const CALLS = 6;

function scores(requests: readonly object[]): (number | string)[] {
  const run = spawnSync(peersPython(), [script, 'scores'], { input: JSON.stringify(requests), encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as (number | string)[];
}

it('Evidently gives the other scores that docs/drift.md says', () => {
  const mmd = { method: 'empirical_mmd', type: 'numeric', ...unseeded };
  const found = scores([...evidentlyDifferences, ...new Array<object>(CALLS).fill(mmd)]);
  const unlike = evidentlyDifferences.flatMap(({ method, dtype, row, theirs }, k) => {
    // Sums of float32 depend on how many the processor adds at once.
    const tolerance = dtype === 'float32' ? 0.1 : 1e-5;
    const is = (expected: number | string): boolean =>
      typeof expected === 'number' ? near(found[k], expected, tolerance) : String(found[k]).startsWith(expected);
    return theirs.some(is) ? [] : [`${method} of ${row[0]}: ${found[k]}`];
  });
  expect(unlike).toEqual([]);
  expect(new Set(found.slice(-CALLS)).size).toBeGreaterThan(1);
});

function near(found: number | string | undefined, expected: number, tolerance: number): boolean {
  return typeof found === 'number' && Math.abs(found - expected) <= tolerance * expected;
}
