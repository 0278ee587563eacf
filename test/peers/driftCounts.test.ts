import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type DriftMethod, driftMethods, isDrift } from '../../src/domain/driftMethod';
import { driftTests } from '../../src/drift/driftTests';
import { type TestOutcome } from '../../src/drift/driftTest';
import { drawCounts } from '../../src/numeric/drawCounts';
import { fisherExact } from '../../src/numeric/fisherExact';
import { hypergeometricSample } from '../../src/numeric/hypergeometricSample';
import { kullbackLeibler } from '../../src/numeric/kullbackLeibler';
import { SeededRandom } from '../../src/numeric/seededRandom';
import { peersPython } from '../support/peersPython';
import { normal, randomNumbers } from '../support/randomNumbers';
import { pairOf } from '../support/samplePairs';

interface Request {
  readonly name: string;
  readonly method: DriftMethod;
  readonly type: 'numeric' | 'categorical';
  readonly reference: readonly (number | string)[];
  readonly current: readonly (number | string)[];
  readonly dtype?: 'float32' | 'int64' | 'float64';
}

const script = fileURLToPath(new URL('driftCounts_peer.py', import.meta.url));
const onCounts: readonly DriftMethod[] = ['chisquare', 'z', 'g_test', 'fisher_exact', 'TVD', 'psi', 'kl_div', 'jensenshannon', 'hellinger'];
const onNumbers: readonly DriftMethod[] = ['psi', 'kl_div', 'jensenshannon', 'hellinger'];

function peer<T>(command: string, input: unknown): T {
  const run = spawnSync(peersPython(), [script, command], { input: JSON.stringify(input), encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as T;
}

function ours({ method, type, reference, current, dtype }: Request): TestOutcome {
  const outcome = driftTests.get(method)?.score(pairOf(reference, current, { type, storage: dtype }));
  if (outcome === undefined) throw new Error(`There is no test ${method}.`);
  return outcome;
}

/** How a score of ours differs from Evidently's, null if it does not. */
function difference(request: Request, theirs: number | string): string | null {
  const outcome = ours(request);
  if (leftOpen(request)) return 'reason' in outcome ? null : `${request.name} ${request.method} has a score.`;
  const expected = Number(theirs);
  const said = `${request.name} ${request.method}: ${JSON.stringify(outcome)}, Evidently ${theirs}`;
  if (Number.isNaN(expected)) return 'reason' in outcome ? null : said;
  if ('reason' in outcome) return said;
  return sameScore(request.method, outcome.score, expected) ? null : said;
}

/**
 * Where Evidently's score is chance: Fisher's test of more than two values hangs on the hashes of texts, and chi-square of
 * one value on the rounding of the expected count, which makes p 0 or undefined. Ours is a reason there.
 */
function leftOpen({ method, reference, current }: Request): boolean {
  const values = new Set([...reference, ...current]).size;
  return (method === 'fisher_exact' && values > 2) || (method === 'chisquare' && values === 1);
}

function sameScore(method: DriftMethod, score: number, expected: number): boolean {
  const gap = Math.abs(score - expected);
  if (method === 'TVD') {
    const { threshold } = driftMethods.TVD;
    const unsure = 3 * Math.sqrt((expected * (1 - expected)) / 1000);
    return Math.abs(expected - threshold) <= unsure || isDrift(method, score, threshold) === isDrift(method, expected, threshold);
  }
  // Evidently takes the root of what 1 and a rounded sum leave.
  if (method === 'hellinger') return gap <= 1e-12 + 1e-9 * expected || Math.abs(score ** 2 - expected ** 2) <= 1e-15;
  if (driftMethods[method].score === 'distance') return gap <= 1e-12 + (expected < 1e-6 ? 1e-7 : 1e-9) * expected;
  return gap <= (method === 'z' ? 1e-14 : 0) + (expected > 1e-8 ? 1e-6 : 1e-3) * expected;
}

describe('tests on counts against Evidently', () => {
  it('score random tables the same: ties, zeros, new and vanished categories, unequal sizes', () => {
    const requests = [...categoryRequests(), ...numberRequests()];
    const scores = peer<(number | string)[]>('scores', requests);
    const found = requests.flatMap((request, k) => difference(request, scores[k] ?? 'nothing') ?? []);
    expect(found).toEqual([]);
    const computed = (method: DriftMethod): number =>
      requests.filter((request, k) => request.method === method && typeof scores[k] === 'number').length;
    // Evidently computes the G-test for sides of equal size alone, and Fisher's test for those of two values besides.
    for (const method of onCounts) {
      const least = method === 'fisher_exact' ? 1 : method === 'g_test' ? 8 : 15;
      expect([method, computed(method)]).toEqual([method, expect.toSatisfy((count: number) => count >= least)]);
    }
  });

  it('have the same edges: one value, a new one, nothing in common, one row', () => {
    const edges: readonly [string, readonly string[], readonly string[]][] = [
      ['constant', Array<string>(40).fill('a'), Array<string>(40).fill('a')],
      ['constant a then b', Array<string>(40).fill('a'), Array<string>(40).fill('b')],
      ['new category', repeated({ a: 60, b: 40 }), repeated({ a: 50, b: 33, d: 17 })],
      ['vanished category', repeated({ a: 50, b: 33, d: 17 }), repeated({ a: 60, b: 40 })],
      ['one row', repeated({ a: 50, b: 50 }), ['a']],
      ['disjoint', repeated({ a: 3, b: 4 }), repeated({ c: 3, d: 4 })],
    ];
    const requests = edges.flatMap(([name, reference, current]) =>
      onCounts.map(method => ({ name, method, type: 'categorical' as const, reference, current })),
    );
    const scores = peer<(number | string)[]>('scores', requests);
    expect(requests.flatMap((request, k) => difference(request, scores[k] ?? 'nothing') ?? [])).toEqual([]);
  });

  function repeated(counts: Readonly<Record<string, number>>): string[] {
    return Object.entries(counts).flatMap(([value, count]) => Array<string>(count).fill(value));
  }

  function categoryRequests(): Request[] {
    const random = randomNumbers(11);
    const requests: Request[] = [];
    for (let round = 0; round < 30; round++) {
      const levels = 1 + Math.floor(random() * (round % 3 === 0 ? 2 : 12));
      const n1 = 20 + Math.floor(random() * 300);
      const n2 = round % 2 === 0 ? n1 : 5 + Math.floor(random() * 900);
      const skew = 1 + random();
      const side = (size: number, power: number): string[] =>
        Array.from({ length: size }, () => `level ${Math.floor(levels * random() ** power)}`);
      const reference = side(n1, skew);
      const current = side(n2, round % 5 === 0 ? skew : skew + random());
      for (const method of onCounts) requests.push({ name: `table ${round}`, method, type: 'categorical', reference, current });
    }
    return requests;
  }

  function numberRequests(): Request[] {
    const random = randomNumbers(12);
    const requests: Request[] = [];
    for (let round = 0; round < 24; round++) {
      const dtype = (['float64', 'float32', 'int64'] as const)[round % 3] ?? 'float64';
      const few = round % 8 === 0;
      const draw = (shift: number) => (): number => {
        const value = few ? Math.floor(random() * 15) : 10 * normal(random) + shift;
        if (dtype === 'int64') return Math.round(value);
        return dtype === 'float32' ? Math.fround(value) : value;
      };
      const reference = Array.from({ length: 50 + Math.floor(random() * 2000) }, draw(0));
      const current = Array.from({ length: 50 + Math.floor(random() * 2000) }, draw(random() * 4));
      for (const method of onNumbers) requests.push({ name: `numbers ${round}`, method, type: 'numeric', reference, current, dtype });
    }
    return requests;
  }
});

describe('kernels against SciPy', () => {
  it("agree on Fisher's exact test and the Kullback–Leibler divergence, far into the tails", () => {
    const random = randomNumbers(13);
    const requests: [string, number[], number[]][] = [];
    for (const size of [4, 30, 400, 20_000, 500_000]) {
      for (let k = 0; k < 20; k++) {
        const row = (share: number): number[] => {
          const total = 1 + Math.floor(random() * size);
          const hits = Math.round(total * share);
          return [hits, total - hits];
        };
        const share = random();
        requests.push(['fisherExact', row(share), row(Math.min(1, Math.max(0, share + (random() - 0.5) * (k / 20) ** 2)))]);
      }
    }
    const shares = (): number[] => Array.from({ length: 7 }, () => 1e-9 + random() ** 8);
    for (let k = 0; k < 20; k++) requests.push(['kullbackLeibler', shares(), shares()]);
    const expected = peer<number[]>('numbers', requests);
    const found = requests.flatMap(([name, a, b], k) => {
      const theirs = expected[k] ?? NaN;
      const own = name === 'fisherExact' ? fisherExact([a[0] ?? 0, a[1] ?? 0], [b[0] ?? 0, b[1] ?? 0]) : kullbackLeibler(a, b);
      return Math.abs(own - theirs) <= 1e-14 + 1e-7 * theirs ? [] : [`${name}(${JSON.stringify([a, b])}) = ${own}, SciPy ${theirs}`];
    });
    expect(found).toEqual([]);
  });

  it('draw with the hypergeometric distribution and its moments', () => {
    const urns = [
      [30, 12, 9],
      [200, 60, 80],
      [1000, 5, 400],
      [1000, 500, 500],
      [100_000, 900, 1000],
      [100_000, 900, 3000],
      [1_000_000, 4000, 500_000],
      [1_000_000, 300_000, 999_000],
    ] as const;
    const moments = peer<number[][]>(
      'numbers',
      urns.map(urn => ['hypergeometricMoments', ...urn]),
    );
    const draws = 40_000;
    urns.forEach(([total, marked, drawn], k) => {
      const random = new SeededRandom(k);
      const sample = Array.from({ length: draws }, () => hypergeometricSample(random, total, marked, drawn));
      const [mean = NaN, variance = NaN] = moments[k] ?? [];
      const own = sample.reduce((sum, value) => sum + value, 0) / draws;
      const spread = sample.reduce((sum, value) => sum + (value - own) ** 2, 0) / draws;
      expect(Math.abs(own - mean)).toBeLessThan(4 * Math.sqrt(variance / draws));
      expect(Math.abs(spread / variance - 1)).toBeLessThan(5 * Math.sqrt(2 / draws));
    });
  });

  it('have its distribution function within 0.01, where the normal one takes over', () => {
    const urns = [
      [400, 90, 120],
      [5000, 300, 180],
      [100_000, 900, 1100],
    ] as const;
    const draws = 60_000;
    const expected = peer<number[][]>(
      'numbers',
      urns.map(([total, marked, drawn]) => ['hypergeometricCdf', total, marked, drawn, Math.min(marked, drawn)]),
    );
    urns.forEach(([total, marked, drawn], k) => {
      const random = new SeededRandom(100 + k);
      const counts = new Float64Array(Math.min(marked, drawn) + 1);
      for (let round = 0; round < draws; round++) {
        const hits = hypergeometricSample(random, total, marked, drawn);
        counts[hits] = (counts[hits] as number) + 1;
      }
      let below = 0;
      counts.forEach((count, hits) => {
        below += count / draws;
        expect(Math.abs(below - (expected[k]?.[hits] ?? NaN))).toBeLessThan(0.01);
      });
    });
  });

  it('draw the counts of several kinds so that they sum up', () => {
    const random = new SeededRandom(4);
    const into = new Float64Array(4);
    drawCounts(random, [10, 0, 1, 500], 300, into);
    expect(into.reduce((sum, count) => sum + count, 0)).toBe(300);
    expect(into[1]).toBe(0);
  });
});
