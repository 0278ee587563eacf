import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DriftMethod, driftMethods, isDrift } from '../../src/domain/driftMethod';
import { type TestOutcome } from '../../src/drift/driftTest';
import { driftTests } from '../../src/drift/driftTests';
import { takeSample } from '../../src/drift/sample';
import { SamplePair } from '../../src/drift/samplePair';
import { mannWhitneyTwoSided } from '../../src/numeric/mannWhitney';
import { peersPython } from '../support/peersPython';
import { normal, randomNumbers } from '../support/randomNumbers';

type Method = DriftMethod | 'mannw_two_sided';
interface Pair {
  readonly name: string;
  readonly reference: readonly number[];
  readonly current: readonly number[];
}
interface Answer {
  readonly scipy: number | string | null;
  readonly score?: number | string;
  readonly drifted?: boolean;
  readonly error?: string;
}

const RANKED: readonly Method[] = ['ks', 'wasserstein', 'ed', 'anderson', 'cramer_von_mises', 'es', 'mannw', 'mannw_two_sided', 't_test'];
const script = fileURLToPath(new URL('drift_tests_peer.py', import.meta.url));

function peer(pairs: readonly Pair[], methods: readonly Method[]): Readonly<Record<string, Answer>>[] {
  const input = JSON.stringify(pairs.map(pair => ({ ...pair, methods })));
  const run = spawnSync(peersPython(), [script], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as Readonly<Record<string, Answer>>[];
}

function pairOf({ reference, current }: Pair): SamplePair {
  const [first, second] = [reference, current].map(values =>
    takeSample({ name: 'x', storage: 'numbers', kind: 'double', values: Float64Array.from(values), missing: 0 }),
  );
  if (first === undefined || second === undefined) throw new Error('Two sides are needed.');
  return new SamplePair(first, second, 'numeric');
}

function outcome(method: Method, pair: SamplePair): TestOutcome {
  if (method !== 'mannw_two_sided') return driftTests.get(method)?.score(pair) ?? { reason: 'No such test.' };
  const { u, ties } = pair.ranks();
  return { score: mannWhitneyTwoSided({ u, ties, n: pair.reference.count, m: pair.current.count }), inputs: [] };
}

/** How much of the tolerance a difference takes: at most 1 is agreement. */
function shareOfTolerance(method: Method, ours: number, theirs: number): number {
  const gap = Math.abs(ours - theirs);
  if (gap === 0) return 0;
  if (method === 'cramer_von_mises') return gap / 1e-6;
  if (method !== 'mannw_two_sided' && driftMethods[method].score === 'distance')
    return gap / Math.max(1e-12 + 1e-9 * theirs, theirs < 1e-6 ? 1e-7 * theirs : 0);
  return gap / ((theirs > 1e-8 ? 1e-6 : 1e-3) * theirs);
}

function isNumber(value: number | string | null | undefined): boolean {
  return value !== undefined && value !== null && Number.isFinite(Number(value));
}

/** Evidently's exact Cramér–von Mises fails or rounds, by NumPy's types: there SciPy's stands for it. */
function isExactCramer(method: Method, { reference, current }: Pair): boolean {
  return method === 'cramer_von_mises' && Math.max(reference.length, current.length) <= 20;
}

/** Where pairs of samples give other scores, verdicts or reasons than the peers; how many scores and reasons there were. */
class Comparison {
  readonly found: string[] = [];
  readonly worst = new Map<Method, number>();
  scores = 0;
  reasons = 0;

  constructor(pairs: readonly Pair[], methods: readonly Method[]) {
    const answers = peer(pairs, methods);
    pairs.forEach((pair, k) => {
      const sample = pairOf(pair);
      for (const method of methods) {
        const theirs = answers[k]?.[method];
        if (theirs === undefined) throw new Error(`There is no answer for ${method} of ${pair.name}.`);
        this.compare(method, pair, { ours: outcome(method, sample), theirs });
      }
    });
  }

  private compare(method: Method, pair: Pair, { ours, theirs }: { ours: TestOutcome; theirs: Answer }): void {
    const name = `${method} of ${pair.name}`;
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
function grid(sizes: readonly (readonly [number, number])[], shifts: readonly number[]): Pair[] {
  const random = randomNumbers(20);
  return sizes.flatMap(([n, m]) =>
    Object.entries(KINDS).flatMap(([kind, draw]) =>
      shifts.map(shift => ({
        name: `${n} and ${m} ${kind}, shifted by ${shift}`,
        reference: Array.from({ length: n }, () => draw(random)),
        current: Array.from({ length: m }, () => draw(random) + shift),
      })),
    ),
  );
}

describe("tests of numbers against Evidently's own functions and SciPy", () => {
  it('agree over sizes, ties and tails', () => {
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
        [19, 20],
        [20, 21],
        [24, 24],
        [25, 30],
        [60, 45],
        [300, 300],
        [1000, 640],
      ],
      [0, 0.2, 1, 4, -1],
    );
    const { found, scores, reasons, worst } = new Comparison(small, RANKED);
    expect(found).toEqual([]);
    expect(scores).toBeGreaterThan(4000);
    expect(reasons).toBeGreaterThan(50);
    expect(Math.max(...worst.values())).toBeGreaterThan(0);
  });

  it('agree on large samples, far into the tails', () => {
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
    const { found, scores } = new Comparison(large, RANKED);
    expect(found).toEqual([]);
    expect(scores).toBeGreaterThan(800);
  });

  it('agree on any numbers', () => {
    const value = fc.oneof(
      fc.integer({ min: -4, max: 4 }),
      fc.double({ min: -1e3, max: 1e3, noNaN: true }),
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    );
    const side = fc.array(value, { minLength: 1, maxLength: 60 });
    const pairs = fc.sample(fc.record({ reference: side, current: side }), { seed: 11, numRuns: 400 });
    const named = pairs.map((pair, k) => ({ ...pair, name: `random pair ${k} ${JSON.stringify(pair)}` }));
    const { found, scores, reasons } = new Comparison(named, RANKED);
    expect(found).toEqual([]);
    expect(scores + reasons).toBe(400 * RANKED.length);
  });

  it('give reasons where Evidently fails or has no number, and its score where it has one', () => {
    const edges: Pair[] = [
      ['one value each', [1], [2]],
      ['the same value', [1], [1]],
      ['two against one', [1, 2], [3]],
      ['constant', new Array<number>(9).fill(5), new Array<number>(12).fill(5)],
      ['constants that differ', new Array<number>(9).fill(5), new Array<number>(12).fill(6)],
      ['constants that are not binary fractions', new Array<number>(9).fill(0.1), new Array<number>(12).fill(0.3)],
      ['the same values', [1, 2, 3, 4], [1, 2, 3, 4]],
      ['one row current', [1, 2, 3, 4, 5, 6, 7, 8], [5]],
      ['a middle half of one value', [...new Array<number>(40).fill(5), 1, 2, 9], [...new Array<number>(30).fill(5), 1, 2]],
    ].map(([name, reference, current]) => ({ name, reference, current }) as Pair);
    const { found, scores, reasons } = new Comparison(edges, RANKED);
    expect(found).toEqual([]);
    expect(reasons).toBeGreaterThan(12);
    expect(scores).toBeGreaterThan(40);
  });

  it('permute the kernel matrix as Evidently does from the same seed', () => {
    const pairs = grid(
      [
        [2, 3],
        [10, 10],
        [35, 60],
        [300, 200],
      ],
      [0, 0.3, 1],
    );
    const answers = peer(pairs, ['empirical_mmd']);
    const unlike = pairs.filter((pair, k) => {
      const ours = outcome('empirical_mmd', pairOf(pair));
      const theirs = Number(answers[k]?.['empirical_mmd']?.score);
      // Tied values make tied permutations, which rounding tells apart in Evidently: only there may the shares differ.
      const tied = new Set([...pair.reference, ...pair.current]).size < pair.reference.length + pair.current.length;
      const allowed = tied || pair.reference.length < 10 ? 0.15 : 0;
      return 'reason' in ours || !(Math.abs(ours.score - theirs) <= allowed + 1e-12);
    });
    expect(unlike.map(pair => pair.name)).toEqual([]);
    const [first] = peer([{ name: 'one value', reference: [1, 2, 3], current: [1] }], ['empirical_mmd']);
    expect(first?.['empirical_mmd']?.error).toMatch(/ZeroDivisionError/);
  });
});
