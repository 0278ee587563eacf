import { describe, expect, it } from 'vitest';
import { type DriftMethod } from '../../src/domain/driftMethod';
import { driftTests } from '../../src/drift/driftTests';
import { falseAlarms } from '../support/noDrift';
import { normal, randomNumbers } from '../support/randomNumbers';

const sizes = [
  [500, 500],
  [500, 5000],
  [2000, 2000],
  [1001, 100],
] as const;
const onNumbers: readonly DriftMethod[] = ['ks', 'wasserstein', 'psi', 'kl_div', 'jensenshannon', 'hellinger'];
/** Each of their rounds is 499 tests. */
const permuted: readonly DriftMethod[] = ['ed', 'anderson', 'cramer_von_mises', 'es', 'mannw', 't_test'];
const onCounts: readonly DriftMethod[] = ['chisquare', 'z', 'g_test', 'fisher_exact', 'TVD', 'psi', 'kl_div', 'jensenshannon', 'hellinger'];
const ROUNDS = 180;
const PERMUTED_ROUNDS = 60;

/** Rounds in all and those within the noise. */
interface Tally {
  rounds: number;
  within: number;
}

function coverage({ rounds, within }: Tally): number {
  return within / rounds;
}

/** So many standard errors of a share of 95 % over so many rounds. */
function errors(times: number, rounds: number): number {
  return times * Math.sqrt((0.95 * 0.05) / rounds);
}

describe('without drift, the noise covers 95 % of the scores', () => {
  const random = randomNumbers(71);
  const all: Tally = { rounds: 0, within: 0 };

  function simulate(method: DriftMethod, type: 'numeric' | 'categorical', draw: () => number): Tally {
    const tally: Tally = { rounds: 0, within: 0 };
    for (const [n1, n2] of sizes) {
      if ((method === 'g_test' || method === 'fisher_exact') && n1 !== n2) continue;
      const rounds = permuted.includes(method) ? PERMUTED_ROUNDS : ROUNDS;
      const { within } = falseAlarms({ method, type, n1, n2, draw, rounds });
      expect([method, n1, n2, within]).toEqual([method, n1, n2, expect.toSatisfy((share: number) => share > 0.95 - errors(4.5, rounds))]);
      tally.rounds += rounds;
      tally.within += within * rounds;
    }
    all.rounds += tally.rounds;
    all.within += tally.within;
    return tally;
  }

  it.each([...onNumbers, ...permuted].filter(method => driftTests.has(method)))('%s of continuous numbers', method => {
    const tally = simulate(method, 'numeric', () => normal(random));
    expect(Math.abs(coverage(tally) - 0.95)).toBeLessThan(errors(4, tally.rounds));
  });

  it.each(['ks', 'wasserstein'] as const)('%s of whole numbers', method => {
    const tally = simulate(method, 'numeric', () => Math.round(4 * normal(random)));
    expect(coverage(tally)).toBeGreaterThan(0.95 - errors(4, tally.rounds));
  });

  it.each(onCounts)('%s of categories', method => {
    const levels = method === 'fisher_exact' ? 2 : 8;
    const tally = simulate(method, 'categorical', () => Math.floor(levels * random()));
    expect(coverage(tally)).toBeGreaterThan(0.95 - errors(4, tally.rounds));
  });

  it('over all rounds, of which there are at least 10,000', () => {
    expect(all.rounds).toBeGreaterThan(10_000);
    expect(coverage(all)).toBeGreaterThan(0.95 - errors(3, all.rounds));
    expect(coverage(all)).toBeLessThan(0.97);
  });
});
