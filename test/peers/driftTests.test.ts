import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { driftMethods, isDrift } from '../../src/domain/driftMethod';
import { type TestOutcome } from '../../src/drift/driftTest';
import { peersPython } from '../support/peersPython';
import { normal, randomNumbers } from '../support/randomNumbers';
import { type NumberMethod, outcome, pairOf, RANKED, shareOfTolerance } from '../unit/drift/numberTests';

interface Pair {
  readonly name: string;
  readonly reference: readonly number[];
  readonly current: readonly number[];
  readonly methods: readonly NumberMethod[];
}
interface Answer {
  readonly scipy: number | string | null;
  readonly score?: number | string;
  readonly drifted?: boolean;
  readonly error?: string;
}

const script = fileURLToPath(new URL('drift_tests_peer.py', import.meta.url));

function peer(pairs: readonly Pair[]): Readonly<Record<string, Answer>>[] {
  const run = spawnSync(peersPython(), [script], { input: JSON.stringify(pairs), encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as Readonly<Record<string, Answer>>[];
}

function isNumber(value: number | string | null | undefined): boolean {
  return value !== undefined && value !== null && Number.isFinite(Number(value));
}

/** Evidently's exact Cramér–von Mises fails or rounds, by NumPy's types: there SciPy's stands for it. */
function isExactCramer(method: NumberMethod, { reference, current }: Pair): boolean {
  return method === 'cramer_von_mises' && Math.max(reference.length, current.length) <= 20;
}

/** With fewer distinct values SciPy's rank of the Epps–Singleton covariance is a matter of rounding. */
function isRankOfRounding(method: NumberMethod, { reference, current }: Pair): boolean {
  return method === 'es' && new Set([...reference, ...current].map(value => Math.round(value * 1e6))).size < 5;
}

/** Where pairs of samples give other scores, verdicts or reasons than the peers; how many scores and reasons there were. */
class Comparison {
  readonly found: string[] = [];
  readonly worst = new Map<NumberMethod, number>();
  scores = 0;
  reasons = 0;

  constructor(pairs: readonly Pair[], answers: readonly Readonly<Record<string, Answer>>[]) {
    pairs.forEach((pair, k) => {
      const sample = pairOf(pair.reference, pair.current);
      for (const method of pair.methods) {
        const theirs = answers[k]?.[method];
        if (theirs === undefined) throw new Error(`There is no answer for ${method} of ${pair.name}.`);
        this.compare(method, pair, { ours: outcome(method, sample), theirs });
      }
    });
  }

  private compare(method: NumberMethod, pair: Pair, { ours, theirs }: { ours: TestOutcome; theirs: Answer }): void {
    const name = `${method} of ${pair.name}`;
    if (isRankOfRounding(method, pair)) {
      if (!('reason' in ours) && !(ours.score >= 0 && ours.score <= 1)) this.found.push(`${name}: ${ours.score}`);
      return;
    }
    const onlySciPy = isExactCramer(method, pair);
    const scores = (onlySciPy ? [theirs.scipy] : [theirs.score, theirs.scipy]).filter(isNumber).map(Number);
    if ('reason' in ours) {
      this.reasons++;
      if (scores.length > 0 || !/^[^.]+\.$/.test(ours.reason)) this.found.push(`${name}: "${ours.reason}" for ${scores.join(' and ')}`);
      return;
    }
    this.scores++;
    if (scores.length === 0) this.found.push(`${name}: ${ours.score} for ${theirs.error ?? theirs.score}`);
    for (const score of scores) {
      const share = shareOfTolerance(method, ours.score, score);
      this.worst.set(method, Math.max(share, this.worst.get(method) ?? 0));
      if (!(share <= 1)) this.found.push(`${name}: ${ours.score}, theirs ${score}`);
    }
    if (method === 'mannw_two_sided' || onlySciPy || theirs.drifted === undefined) return;
    if (isDrift(method, ours.score, driftMethods[method].threshold) !== theirs.drifted)
      this.found.push(`${name}: another verdict at ${ours.score}`);
  }
}

const KINDS: Readonly<Record<string, (random: () => number) => number>> = {
  normal: random => normal(random),
  integers: random => Math.floor(9 * random()),
  'heavy tails': random => Math.tan(Math.PI * (random() - 0.5)),
  'two values': random => Number(random() < 0.4),
  'mostly zero': random => (random() < 0.8 ? 0 : random()),
  skewed: random => Math.exp(2 * normal(random)),
  'far from zero': random => 1e6 + normal(random),
};

/** Pairs of every kind and shift at the given sizes. */
function grid(sizes: readonly (readonly [number, number])[], shifts: readonly number[], methods = RANKED): Pair[] {
  const random = randomNumbers(20);
  return sizes.flatMap(([n, m]) =>
    Object.entries(KINDS).flatMap(([kind, draw]) =>
      shifts.map(shift => ({
        name: `${n} and ${m} ${kind}, shifted by ${shift}`,
        reference: Array.from({ length: n }, () => draw(random)),
        current: Array.from({ length: m }, () => draw(random) + shift),
        methods,
      })),
    ),
  );
}

const small = grid(
  [
    [2, 2],
    [3, 1],
    [5, 5],
    [6, 14],
    [7, 30],
    [8, 200],
    [9, 9],
    [20, 20],
    [20, 21],
    [25, 30],
    [60, 45],
    [1000, 640],
  ],
  [0, 0.2, 1, -4],
);
const large = grid(
  [
    [9000, 10_000],
    [10_000, 10_000],
    [5000, 10_001],
    [130, 12_000],
    [40_000, 30_000],
  ],
  [0, 0.02, 0.3],
);
const permuted = grid(
  [
    [2, 3],
    [10, 10],
    [35, 60],
    [300, 200],
  ],
  [0, 0.3, 1],
  ['empirical_mmd'],
);

function anyNumbers(): Pair[] {
  // To three digits: where a middle half is narrower than rounding, Epps–Singleton's angles are noise.
  const decimal = (most: number): fc.Arbitrary<number> => fc.integer({ min: -most * 1000, max: most * 1000 }).map(whole => whole / 1000);
  const value = fc.oneof(fc.integer({ min: -4, max: 4 }), decimal(10), decimal(10_000));
  const side = fc.array(value, { minLength: 1, maxLength: 60 });
  return fc
    .sample(fc.record({ reference: side, current: side }), { seed: 11, numRuns: 250 })
    .map((pair, k) => ({ ...pair, name: `random pair ${k} ${JSON.stringify(pair)}`, methods: RANKED }));
}

function edges(): Pair[] {
  const constant = (length: number, value: number): number[] => new Array<number>(length).fill(value);
  const sides: readonly (readonly [string, readonly number[], readonly number[]])[] = [
    ['one value each', [1], [2]],
    ['the same value', [1], [1]],
    ['two against one', [1, 2], [3]],
    ['constant', constant(9, 5), constant(12, 5)],
    ['constants that differ', constant(9, 5), constant(12, 6)],
    ['constants that are not binary fractions', constant(9, 0.1), constant(12, 0.3)],
    ['the same values', [1, 2, 3, 4], [1, 2, 3, 4]],
    ['one row current', [1, 2, 3, 4, 5, 6, 7, 8], [5]],
    ['a middle half of one value', [...constant(40, 5), 1, 2, 9], [...constant(30, 5), 1, 2]],
  ];
  return sides.map(([name, reference, current]) => ({ name, reference, current, methods: RANKED }));
}

describe("tests of numbers against Evidently's own functions and SciPy", () => {
  const groups = { small, large, any: anyNumbers(), edges: edges(), permuted };
  let answers: readonly Readonly<Record<string, Answer>>[] = [];
  beforeAll(() => {
    answers = peer(Object.values(groups).flat());
  });

  function answersOf(group: readonly Pair[]): readonly Readonly<Record<string, Answer>>[] {
    const all = Object.values(groups).flat();
    return answers.filter((_, k) => group.includes(all[k] as Pair));
  }

  function comparisonOf(group: readonly Pair[]): Comparison {
    const comparison = new Comparison(group, answersOf(group));
    expect(comparison.found).toEqual([]);
    return comparison;
  }

  it('agree over sizes, ties and tails', () => {
    const { scores, reasons, worst } = comparisonOf(small);
    expect(scores).toBeGreaterThan(2500);
    expect(reasons).toBeGreaterThan(30);
    expect([...worst.keys()].sort()).toEqual([...RANKED].sort());
  });

  it('agree on large samples, far into the tails', () => {
    expect(comparisonOf(large).scores).toBeGreaterThan(800);
  });

  it('agree on any numbers', () => {
    const { scores, reasons } = comparisonOf(groups.any);
    expect(scores).toBeGreaterThan(200 * RANKED.length);
    expect(reasons).toBeGreaterThan(20);
  });

  it('give reasons where Evidently fails or has no number, and its score where it has one', () => {
    const { scores, reasons } = comparisonOf(groups.edges);
    expect(reasons).toBeGreaterThan(10);
    expect(scores).toBeGreaterThan(40);
  });

  it('permute the kernel matrix as Evidently does from the same seed', () => {
    const theirs = answersOf(permuted).map(answer => Number(answer['empirical_mmd']?.score));
    const unlike = permuted.filter((pair, k) => {
      const ours = outcome('empirical_mmd', pairOf(pair.reference, pair.current));
      if ('reason' in ours) return true;
      // Permutations of tied values tie, and so do those of a handful: rounding tells them apart in Evidently, here they all count.
      const values = [...pair.reference, ...pair.current];
      const tied = values.length < 10 || new Set(values).size < values.length;
      const more = ours.score - (theirs[k] ?? NaN);
      return !(more >= -1e-12 && (tied || more <= 1e-12));
    });
    expect(unlike.map(pair => pair.name)).toEqual([]);
    expect(theirs.every(Number.isFinite)).toBe(true);
  });
});
