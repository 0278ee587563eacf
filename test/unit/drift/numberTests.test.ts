import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type DriftMethod, driftMethods, isDrift } from '../../../src/domain/driftMethod';
import { takeSample } from '../../../src/drift/sample';
import { SamplePair } from '../../../src/drift/samplePair';
import { type NumberMethod, outcome, pairOf, RANKED, shareOfTolerance } from './numberTests';

interface Answer {
  readonly scipy: number | string | null;
  readonly score?: number;
  readonly drifted?: boolean;
}
interface Case {
  readonly name: string;
  readonly reference: readonly number[];
  readonly current: readonly number[];
  readonly answers: Readonly<Record<string, Answer>>;
}
const golden = JSON.parse(readFileSync(new URL('../../golden/drift/drift_tests_golden.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Case[];
};

function scoreOf(method: NumberMethod, pair: SamplePair): number {
  const ours = outcome(method, pair);
  if ('reason' in ours) throw new Error(ours.reason);
  return ours.score;
}

function inputOf(method: NumberMethod, pair: SamplePair, name: string): number | string | undefined {
  const ours = outcome(method, pair);
  return 'reason' in ours ? undefined : ours.inputs.find(input => input.name === name)?.value;
}

const constant = (length: number, value: number): number[] => new Array<number>(length).fill(value);
const series = (length: number, step = 1, from = 0): number[] => Array.from({ length }, (_, k) => from + k * step);

describe("tests of numbers against Evidently's results", () => {
  it.each(RANKED)('%s', method => {
    let compared = 0;
    for (const { name, reference, current, answers } of golden.cases) {
      const answer = answers[method];
      const ours = scoreOf(method, pairOf(reference, current));
      // Evidently's exact Cramér–von Mises fails or rounds; SciPy's does not.
      const exactCramer = method === 'cramer_von_mises' && Math.max(reference.length, current.length) <= 20;
      const theirs = (exactCramer ? answer?.scipy : (answer?.score ?? answer?.scipy)) as number;
      expect(shareOfTolerance(method, ours, theirs), `${name}: ${ours}, theirs ${theirs}`).toBeLessThanOrEqual(1);
      if (method !== 'mannw_two_sided' && !exactCramer)
        expect(isDrift(method, ours, driftMethods[method].threshold), name).toBe(answer?.drifted);
      compared++;
    }
    expect(compared).toBe(36);
  });

  it('empirical_mmd, from the same seed, where no values tie', () => {
    const untied = golden.cases.filter(
      ({ reference, current }) => reference.length > 7 && new Set([...reference, ...current]).size === reference.length + current.length,
    );
    for (const { name, reference, current, answers } of untied)
      expect(scoreOf('empirical_mmd', pairOf(reference, current)), name).toBe(answers['empirical_mmd']?.score);
    expect(untied.length).toBeGreaterThan(12);
  });
});

describe('tests of numbers say why there is no score', () => {
  it.each<[DriftMethod, readonly number[], readonly number[], string]>([
    ['anderson', [1], [2, 3], 'The Anderson–Darling test needs at least 4 values on both sides together.'],
    ['anderson', constant(9, 5), constant(4, 5), 'There is only one value on both sides: the Anderson–Darling test needs at least two.'],
    ['cramer_von_mises', series(8), [5], 'The Cramér–von Mises test needs at least 2 values on each side.'],
    ['es', series(8), series(4), 'The Epps–Singleton test needs at least 5 values on each side.'],
    [
      'es',
      [...constant(40, 5), 1, 9],
      constant(9, 5),
      'The middle half of the values is one value: the Epps–Singleton test has no scale there.',
    ],
    ['es', constant(9, 0.1), constant(9, 0.3), 'Neither side varies: the Epps–Singleton test is not defined there.'],
    ['t_test', [1], [2], "Student's t test needs at least 3 values on both sides together."],
    ['t_test', constant(9, 0.1), constant(7, 0.1), "There is only one value on both sides: Student's t test needs at least two."],
    ['empirical_mmd', series(8), [5], 'The MMD test needs at least 2 values on each side.'],
  ])('%s of %j and %j', (method, reference, current, reason) => {
    expect(outcome(method, pairOf(reference, current))).toEqual({ reason });
  });

  it.each<[DriftMethod, string]>([
    ['ks', 'The Kolmogorov–Smirnov test'],
    ['ed', 'The energy distance'],
    ['mannw', 'The Mann–Whitney test'],
  ])('%s of text', (method, name) => {
    const text = takeSample({ name: 'x', storage: 'codes', codes: Int32Array.of(0, 1), categories: ['a', 'b'], missing: 0 });
    const pair = new SamplePair(text, pairOf([1], [2]).current, 'numeric');
    expect(outcome(method, pair)).toEqual({ reason: `${name} needs numbers on both sides.` });
  });
});

describe('tests of numbers decide the edges that are defined', () => {
  it.each<[NumberMethod, readonly number[], readonly number[], number]>([
    ['ks', constant(9, 5), constant(4, 5), 1],
    ['ed', constant(9, 5), constant(4, 5), 0],
    ['ed', [1], [2], Math.SQRT2],
    ['mannw', constant(9, 5), constant(4, 5), 1],
    ['mannw_two_sided', constant(9, 5), constant(4, 5), 1],
    ['mannw', [1], [2], 0.5],
    ['t_test', constant(9, 0.1), constant(7, 0.3), 0],
    ['empirical_mmd', [1, 1], [1, 1], 1],
    ['empirical_mmd', constant(9, 5), constant(9, 6), 0],
    ['anderson', constant(9, 5), constant(12, 6), 0.001],
  ])('%s of %j and %j is %d', (method, reference, current, score) => {
    expect(scoreOf(method, pairOf(reference, current))).toBeCloseTo(score, 14);
  });

  it("a shift downwards never drifts by Evidently's one-sided Mann–Whitney test", () => {
    expect(scoreOf('mannw', pairOf(series(30), series(30, 1, 20)))).toBeLessThan(1e-6);
    expect(scoreOf('mannw', pairOf(series(30, 1, 20), series(30)))).toBeGreaterThan(0.999);
    expect(scoreOf('mannw_two_sided', pairOf(series(30, 1, 20), series(30)))).toBeLessThan(1e-6);
  });
});

describe('inputs name how p was computed', () => {
  it.each<[NumberMethod, number, number, string]>([
    ['ks', 10_000, 10_000, 'exact, equal sizes'],
    ['ks', 9_999, 10_000, 'exact, unequal sizes'],
    ['ks', 500, 10_001, 'one-sample limit'],
    ['cramer_von_mises', 20, 12, 'exact'],
    ['cramer_von_mises', 21, 12, 'limit distribution'],
    ['mannw', 8, 2000, 'exact'],
    ['mannw', 9, 9, 'normal approximation'],
  ])('%s of %d and %d values: %s', (method, n, m, path) => {
    expect(inputOf(method, pairOf(series(n, Math.SQRT2), series(m, Math.sqrt(2.1), 0.1)), 'p-value')).toBe(path);
  });

  it('the one-sample limit names its size, and a limited p says so', () => {
    expect(inputOf('ks', pairOf(series(500), series(20_000)), 'one-sample size')).toBe(488);
    expect(inputOf('anderson', pairOf(series(50), series(50)), 'p-value')).toBe('limited: 0.25 or more');
    expect(inputOf('anderson', pairOf(series(50), series(50, 1, 90)), 'p-value')).toBe('limited: 0.001 or less');
    expect(inputOf('t_test', pairOf(constant(3, 1), constant(3, 2)), 't')).toBe('infinite');
  });
});
