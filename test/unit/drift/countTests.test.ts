import { describe, expect, it } from 'vitest';
import { type DriftMethod } from '../../../src/domain/driftMethod';
import { driftTests } from '../../../src/drift/driftTests';
import { type TestOutcome } from '../../../src/drift/driftTest';
import { pairOf } from '../../support/samplePairs';

function score(
  method: DriftMethod,
  reference: readonly (number | string)[],
  current: readonly (number | string)[],
  type: 'numeric' | 'categorical' = 'categorical',
): TestOutcome {
  const outcome = driftTests.get(method)?.score(pairOf(reference, current, { type }));
  if (outcome === undefined) throw new Error(`There is no test ${method}.`);
  return outcome;
}

function repeated(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts).flatMap(([value, count]) => Array<string>(count).fill(value));
}

const constant = repeated({ a: 40 });

describe("Evidently's edges of the tests on counts", () => {
  it.each([
    ['psi', 18.4188],
    ['kl_div', 9.2085],
    ['jensenshannon', 0.832555],
    ['hellinger', 1],
    ['chisquare', 0],
    ['g_test', 0],
    ['TVD', 0],
  ] as const)('%s of one value that becomes another', (method, expected) => {
    expect(score(method, constant, repeated({ b: 40 }))).toMatchObject({ score: expect.closeTo(expected, 4) as number });
  });

  it.each([
    ['psi', 0],
    ['kl_div', 0],
    ['hellinger', 0],
    ['TVD', 1],
    ['fisher_exact', 1],
    ['z', 1],
  ] as const)('%s of one and the same value', (method, expected) => {
    expect(score(method, constant, constant)).toMatchObject({ score: expected });
  });

  it('a new category moves PSI by the filled share, and the z-test not at all', () => {
    const reference = repeated({ a: 60, b: 40 });
    const current = repeated({ a: 60, b: 20, c: 20 });
    // 0.4 to 0.2, and 0.0001 to 0.2.
    const expected = 0.2 * Math.log(2) + 0.1999 * Math.log(2000);
    expect(score('psi', reference, current)).toMatchObject({ score: expect.closeTo(expected, 12) as number });
    expect(score('z', reference, current)).toMatchObject({ score: 1 });
  });

  it.each([
    ['g_test', constant, constant, 'There is only one value on both sides: a G-test needs at least two.'],
    [
      'g_test',
      repeated({ a: 9, b: 9 }),
      repeated({ a: 9, b: 8 }),
      'it needs as many values in the current data (17) as in the reference (18)',
    ],
    ['fisher_exact', repeated({ a: 2, b: 1 }), repeated({ a: 2, c: 1 }), 'at most two different values; both sides together have 3'],
    ['fisher_exact', repeated({ a: 2, b: 1 }), repeated({ a: 2, b: 2 }), 'the reference has 3 values, the current data 4'],
  ] as const)('%s says why there is no score', (method, reference, current, reason) => {
    expect(score(method, reference, current)).toMatchObject({ reason: expect.stringContaining(reason) as string });
  });

  it.each(['psi', 'kl_div', 'jensenshannon', 'hellinger'] as const)('%s of numbers beyond the range of doubles says so', method => {
    const wide = Array.from({ length: 30 }, (_, k) => (k % 2 === 0 ? 1 : -1) * (1.7e308 - k * 1e300));
    expect(score(method, wide, wide, 'numeric')).toEqual({ reason: 'The numbers are too large to be put into bins.' });
  });

  it("computes Fisher's tea and G by hand", () => {
    expect(score('fisher_exact', repeated({ a: 3, b: 1 }), repeated({ a: 1, b: 3 }))).toMatchObject({
      score: expect.closeTo(34 / 70, 12) as number,
    });
    const g = score('g_test', repeated({ a: 50, b: 50 }), repeated({ a: 60, b: 40 }));
    expect('inputs' in g && g.inputs[0]?.value).toBeCloseTo(2 * (60 * Math.log(1.2) + 40 * Math.log(0.8)), 10);
  });

  it('the permutation test finds a shift, and finds none where there is none', () => {
    const reference = repeated({ a: 500, b: 500 });
    expect(score('TVD', reference, repeated({ a: 400, b: 600 }))).toMatchObject({ score: 0 });
    const near = score('TVD', reference, repeated({ a: 510, b: 490 }));
    // Exactly: twice the share of tables at least 5 away from their mean of 505 : 495.
    expect('score' in near && near.score).toBeGreaterThan(0.55);
    expect('score' in near && near.score).toBeLessThan(0.8);
  });
});
