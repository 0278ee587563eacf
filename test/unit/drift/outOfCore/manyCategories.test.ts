import { describe, expect, it } from 'vitest';
import { type DriftMethod } from '../../../../src/domain/driftMethod';
import { type CountTable, isCountTest } from '../../../../src/drift/countTest';
import { type DriftTest, type TestOutcome } from '../../../../src/drift/driftTest';
import { driftTests } from '../../../../src/drift/driftTests';
import { evidentlyDefects } from '../../../../src/drift/evidentlyDefects';
import { needsOfColumn } from '../../../../src/drift/outOfCore/groupNeeds';
import { StreamedGroups, StreamedPair } from '../../../../src/drift/outOfCore/streamedPair';
import { StreamedSide } from '../../../../src/drift/outOfCore/streamedSide';
import { samplingNoise } from '../../../../src/drift/samplingNoise';
import { sum } from '../../../../src/numeric/sum';

/** More than are held by name. */
const CATEGORIES = 1_060_000;

/** So many texts, most of them rare, as often on one side as on the other. */
function counts(): { reference: number[]; current: number[] } {
  const count = (k: number, shift: number): number => (k % 1000 === 0 ? 100 + shift : k === 1 ? 90_000_000 : 1 + ((k + shift) % 3));
  const reference = Array.from({ length: CATEGORIES }, (_, k) => count(k, 0));
  const current = Array.from({ length: CATEGORIES }, (_, k) => count(k, k % 5 === 0 ? 1 : 0));
  const rest = sum(reference) - sum(current);
  return { reference, current: current.map((each, k) => (k === 1 ? each + rest : each)) };
}

function pairOf({ reference, current }: { reference: readonly number[]; current: readonly number[] }): StreamedPair {
  const side = (rows: number): StreamedSide =>
    new StreamedSide(
      {
        empty: { name: 'x', storage: 'codes', codes: new Int32Array(), categories: [], missing: 0 },
        missing: 0,
        infinite: { positive: 0, negative: 0 },
        numbers: null,
      },
      rows,
      [],
    );
  const groups = new StreamedGroups(side(sum(reference)), side(sum(current)), needsOfColumn(undefined));
  groups.visitStretch({
    values: reference.map((_, k) => `text ${k}`),
    reference: Float64Array.from(reference),
    current: Float64Array.from(current),
    parts: new Int16Array(reference.length).fill(-1),
    length: reference.length,
  });
  return new StreamedPair(groups, 'categorical');
}

function testOf(method: DriftMethod): DriftTest {
  const test = driftTests.get(method);
  if (test === undefined) throw new Error(`${method} is not known.`);
  return test;
}

describe('more categories than can be held by name', () => {
  const table = counts();
  const pair = pairOf(table);
  const outcome = (method: DriftMethod): TestOutcome => pair.scored(method) ?? testOf(method).score(pair);

  it.each(['jensenshannon', 'psi', 'kl_div', 'hellinger', 'chisquare', 'g_test'] satisfies DriftMethod[])(
    'have the score by %s of all of them, and its noise',
    method => {
      const test = testOf(method);
      const found = outcome(method);
      if (!isCountTest(test) || 'reason' in found) throw new Error(`${method} has no score.`);
      const expected = test.scoreCounts(table satisfies CountTable);
      expect(Math.abs(found.score - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1e-3, expected));
      expect(found.inputs.some(({ value }) => value === CATEGORIES || value === CATEGORIES - 1)).toBe(true);
      const noise = samplingNoise(method, pair, 1);
      expect(noise?.withinNoise(found.score)).toBe(true);
      expect(evidentlyDefects(method, pair).length).toBe(method === 'chisquare' ? 1 : 0);
    },
    60_000,
  );

  it('are permuted by TVD too', () => {
    const found = outcome('TVD');
    if ('reason' in found) throw new Error(found.reason);
    const distance = table.reference.reduce((total, count, k) => total + Math.abs(count - (table.current[k] as number)), 0);
    expect(found.inputs[0]?.value).toBeCloseTo(distance / (2 * sum(table.reference)), 12);
    expect(found.score).toBe(1);
    expect(samplingNoise('TVD', pair, 1)?.noise).toBeCloseTo(0.05, 2);
  }, 60_000);

  it.each(['z', 'fisher_exact'] satisfies DriftMethod[])('are too many for %s, which says so', method => {
    expect(outcome(method)).toEqual({ reason: `There are ${CATEGORIES} distinct values, too many for the test ${method}.` });
  });
});
