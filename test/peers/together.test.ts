import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { domainClassifier, judgeFolds } from '../../src/drift/together/domainClassifier';
import { encodeColumns } from '../../src/drift/together/encodeRows';
import { reconstruction } from '../../src/drift/together/reconstruction';
import { stratifiedFolds } from '../../src/drift/together/stratifiedFolds';
import { averageRanks, denseRanks } from '../../src/numeric/averageRanks';
import { type CorrelationChange } from '../../src/domain/togetherDrift';
import { correlationRatio } from '../../src/numeric/correlationRatio';
import { cramersV } from '../../src/numeric/cramersV';
import { pearsonCorrelation } from '../../src/numeric/pearsonCorrelation';
import { nannymlPython } from '../support/peersPython';
import { normal, randomNumbers } from '../support/randomNumbers';
import { rowsOf, togetherColumns, togetherPair, type TogetherPair, type TogetherSide } from '../support/togetherPairs';

const script = fileURLToPath(new URL('together_peer.py', import.meta.url));

/** What the script prints, given JSON on its input. */
function peer<T>(command: string, input: unknown): T {
  const run = spawnSync(nannymlPython(), [script, command], { input: JSON.stringify(input), encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as T;
}

interface Expected {
  readonly auc: number;
  readonly error: number;
  readonly low: number | null;
  readonly high: number;
  readonly samplingError: number;
  readonly components: number;
  readonly drifted: boolean;
}

const pairs: readonly TogetherPair[] = [
  togetherPair('no drift', [5000, 5000], {}),
  togetherPair('no drift, other sizes', [6003, 2507], {}, 8),
  togetherPair('a shift', [5000, 5000], { shift: 0.6 }, 9),
  togetherPair('a lost correlation', [5000, 5000], { common: 0.1 }, 10),
  togetherPair('other categories', [4000, 4000], { swap: 0.4 }, 11),
  togetherPair('values that went missing', [4000, 3000], { missing: 0.5 }, 12),
  togetherPair('much of everything', [3000, 3000], { shift: 1, common: 0.3, swap: 0.3, missing: 0.3 }, 13),
  togetherPair('few rows', [400, 300], { shift: 1 }, 14),
];

describe('whole rows against NannyML', () => {
  let expected: readonly Expected[] = [];
  beforeAll(() => {
    expected = peer<Expected[]>('nannyml', pairs);
  });

  it.each(pairs.map((pair, place) => ({ ...pair, place })))('classifies alike: $name', ({ place, ...pair }) => {
    const { auc, limit } = domainClassifier(
      togetherColumns(pair),
      rowsOf(pair),
      judgeFolds(togetherColumns(pair), rowsOf(pair), 'neighbours'),
    );
    const theirs = expected[place]?.auc ?? NaN;
    expect(Math.abs(auc - theirs), `${auc} is not ${theirs}`).toBeLessThan(0.02);
    expect(auc > limit).toBe(theirs > 0.65);
  });

  it.each(pairs.map((pair, place) => ({ ...pair, place })))('reconstructs alike: $name', ({ place, ...pair }) => {
    const ours = reconstruction(encodeColumns(togetherColumns(inTheirOrder(pair))).encoded);
    const theirs = expected[place];
    if ('reason' in ours || theirs === undefined) throw new Error('There is no reconstruction.');
    for (const key of ['error', 'high', 'samplingError'] as const) expect(ours[key] / theirs[key], key).toBeCloseTo(1, 6);
    expect(ours.low / (theirs.low ?? NaN)).toBeCloseTo(1, 6);
    expect(ours.components).toBe(theirs.components);
    if (ours.drifted !== null) expect(ours.drifted).toBe(theirs.drifted);
  });

  it('are drift and no drift', () => {
    expect(new Set(expected.map(({ auc }) => auc > 0.65))).toEqual(new Set([true, false]));
    expect(new Set(expected.map(({ drifted }) => drifted))).toEqual(new Set([true, false]));
  });

  it('are cut into the same folds', () => {
    const sizes = [
      [50, 50],
      [51, 53],
      [400, 301],
      [7, 1004],
    ] as const;
    expect(sizes.map(([first, second]) => [...stratifiedFolds(first, second, 5)])).toEqual(peer('folds', sizes));
  });
});

/** NannyML encodes in the order of the data: nothing depends on it. */
function inTheirOrder({ reference, current, name }: TogetherPair): TogetherPair {
  const order = (side: TogetherSide): TogetherSide => Object.fromEntries(Object.entries(side).toReversed());
  return { name, reference: order(reference), current: order(current) };
}

interface CorrelationCase {
  readonly kind: 'numbers' | 'categories' | 'mixed';
  readonly x: readonly number[];
  readonly y: readonly number[];
}

describe('correlations against SciPy and pandas', () => {
  const cases = correlationCases();
  let expected: readonly Partial<Record<CorrelationChange['measure'], number | null>>[] = [];
  beforeAll(() => {
    expected = peer('correlations', cases);
  });

  it('agree', () => {
    let compared = 0;
    for (const [k, one] of cases.entries()) {
      for (const [measure, value] of Object.entries(expected[k] ?? {})) {
        const own = coefficients(one)[measure] ?? NaN;
        compared++;
        if (value === null) expect(own, `${k} ${measure}`).toBeNaN();
        else expect(Math.abs(own - value), `${k} ${measure}: ${own} is not ${value}`).toBeLessThan(1e-9);
      }
    }
    expect(compared).toBeGreaterThan(30);
  });
});

function coefficients({ kind, x, y }: CorrelationCase): Record<string, number> {
  if (kind === 'categories')
    return { cramers_v: cramersV(Int32Array.from(x), Int32Array.from(y), [Math.max(...x) + 1, Math.max(...y) + 1]).value };
  const [a, b] = [Float64Array.from(x), Float64Array.from(y)];
  if (kind === 'mixed') return { correlation_ratio: correlationRatio(ranks(a), Int32Array.from(y), Math.max(...y) + 1).value };
  return { pearson: pearsonCorrelation(a, b).value, spearman: pearsonCorrelation(ranks(a), ranks(b)).value };
}

function ranks(values: Float64Array): Float64Array {
  const { ranks: dense, distinct } = denseRanks(values);
  return averageRanks(dense, distinct);
}

/** Close, loose and none; ties, heavy tails, large offsets, constants, few rows and rare categories. */
function correlationCases(): CorrelationCase[] {
  const random = randomNumbers(31);
  const made = (count: number, x: () => number, y: (x: number) => number): CorrelationCase => {
    const values = Array.from({ length: count }, x);
    return { kind: 'numbers', x: values, y: values.map(y) };
  };
  const categories = (count: number, sizes: readonly [number, number], tie: number): CorrelationCase => {
    const x = Array.from({ length: count }, () => Math.floor(sizes[0] * random() ** 2));
    return { kind: 'categories', x, y: x.map(code => (random() < tie ? code % sizes[1] : Math.floor(sizes[1] * random()))) };
  };
  const mixed = (count: number, size: number, shift: number): CorrelationCase => {
    const y = Array.from({ length: count }, () => Math.floor(size * random() ** 2));
    return { kind: 'mixed', x: y.map(code => Math.round(20 * (normal(random) + shift * code)) / 20), y };
  };
  return [
    mixed(2000, 4, 0.5),
    mixed(2000, 4, 0),
    mixed(300, 30, 0.1),
    mixed(20, 3, 3),
    { kind: 'mixed', x: [1, 1, 1, 1, 1], y: [0, 1, 0, 1, 2] },
    ...[4, 10, 1000].flatMap(count => [
      made(
        count,
        () => normal(random),
        x => x + normal(random),
      ),
      made(
        count,
        () => normal(random),
        () => normal(random),
      ),
      made(
        count,
        () => Math.floor(5 * random()),
        x => -x + Math.floor(3 * random()),
      ),
      made(
        count,
        () => Math.exp(3 * normal(random)),
        x => x * random(),
      ),
    ]),
    made(
      500,
      () => 1e6 + random(),
      x => 1e6 - x + random(),
    ),
    made(
      100,
      () => random(),
      () => 3,
    ),
    made(
      100,
      () => random(),
      x => 2 * x + 1,
    ),
    categories(2000, [3, 4], 0.5),
    categories(2000, [2, 2], 0),
    categories(300, [12, 7], 0.2),
    categories(50, [5, 5], 1),
    categories(5000, [40, 30], 0.05),
  ];
}
