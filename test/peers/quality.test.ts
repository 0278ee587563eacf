import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type QualityMetric, type QualityReport } from '../../src/quality/contract';
import { type QualityColumns } from '../../src/quality/qualityTask';
import { heightAt, isotonicRegression } from '../../src/numeric/isotonicRegression';
import { stratifiedShuffleSplit } from '../../src/numeric/stratifiedShuffleSplit';
import { nannymlPython, peersPython } from '../support/peersPython';
import { computedReport, numbers, qualityRequest, texts } from '../support/qualityFixtures';
import { randomNumbers } from '../support/randomNumbers';

const script = fileURLToPath(new URL('quality_peer.py', import.meta.url));

/** What the script prints, given JSON on its input. */
function peer<T>(python: string, command: string, input: unknown = null): T {
  const run = spawnSync(python, [script, command], { input: JSON.stringify(input), encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as T;
}

interface Case {
  readonly name: string;
  readonly kind: 'classification' | 'regression';
  readonly labels: readonly (number | string)[];
  readonly predicted: readonly (number | string)[];
  readonly classes?: readonly (number | string)[];
  readonly probabilities?: readonly (readonly number[])[];
}

type Expected = Readonly<Partial<Record<QualityMetric, number | null>>> & { readonly confusion?: number[][] };

function isClose(actual: number | null | undefined, expected: number | null): boolean {
  if (actual === null || actual === undefined || expected === null) return actual === expected;
  return Math.abs(actual - expected) <= 1e-12 + 1e-9 * Math.abs(expected);
}

function column(name: string, values: readonly (number | string)[]) {
  return values.every(value => typeof value === 'number') ? numbers(name, values) : texts(name, values.map(String));
}

function reportOf({ kind, labels, predicted, classes = [], probabilities = [] }: Case): QualityReport {
  const shown = classes.length === 2 ? probabilities.slice(1) : probabilities;
  const names = shown.map((_, place) => (shown.length === 1 ? 'score' : `p_${classes[place]}`));
  const side: QualityColumns = {
    target: column('y', labels),
    prediction: column('said', predicted),
    probabilities: shown.map((values, place) => numbers(names[place] ?? '', values)),
    time: null,
    features: [],
  };
  const request = qualityRequest({
    target: 'y',
    prediction: 'said',
    probabilities: names,
    task: kind,
    rounds: 1,
    windows: { kind: 'chunks', count: 1 },
  });
  // The classes of a side that lacks one are known from the other.
  const all: QualityColumns =
    classes.length === 0 ? side : { ...side, target: column('y', [...classes, ...labels].slice(0, labels.length)) };
  return computedReport(request, all, side);
}

describe('metrics against scikit-learn', () => {
  let cases: readonly Case[] = [];
  let expected: readonly Expected[] = [];
  beforeAll(() => {
    cases = [...peer<Case[]>(peersPython(), 'datasets'), ...madeCases()];
    expected = peer<Expected[]>(peersPython(), 'metrics', cases);
  });

  it('agree on models of real data sets, made ones, ties and one-sided data', () => {
    const wrong: string[] = [];
    let compared = 0;
    for (const [k, one] of cases.entries()) {
      const report = reportOf(one);
      const { confusion, ...values } = expected[k] ?? {};
      for (const [metric, value] of Object.entries(values) as [QualityMetric, number | null][]) {
        const actual = report.metrics.find(row => row.metric === metric)?.current.value;
        compared++;
        if (!isClose(actual, value)) wrong.push(`${one.name} ${metric}: ${actual} is not ${value}`);
      }
      if (confusion !== undefined) expect(report.confusion?.current, one.name).toEqual(confusion);
    }
    expect(wrong).toEqual([]);
    expect(cases.length).toBeGreaterThan(25);
    expect(compared).toBeGreaterThan(200);
  });
});

/** Edge cases and random ones: ties, scores on the edges of bins, classes that are missing, sizes from 3. */
function madeCases(): Case[] {
  const random = randomNumbers(11);
  const binary = (name: string, labels: readonly number[], scores: readonly number[]): Case => ({
    name,
    kind: 'classification',
    classes: [0, 1],
    labels,
    predicted: scores.map(score => (score > 0.5 ? 1 : 0)),
    probabilities: [scores.map(score => 1 - score), scores],
  });
  const draw = (count: number, score: () => number, chance = 0.4): Case => {
    const scores = Array.from({ length: count }, score);
    return binary(
      `${count} rows`,
      scores.map(value => (random() < chance + 0.5 * (value - 0.5) ? 1 : 0)),
      scores,
    );
  };
  const three = (count: number): Case => {
    const classes = ['a', 'b', 'c'];
    const rows = Array.from({ length: count }, () => [random(), random(), random()].map(value => value + 0.01));
    const shares = rows.map(row => row.map(value => value / row.reduce((sum, part) => sum + part, 0)));
    const pick = (): string => classes[Math.floor(random() * 3)] ?? 'a';
    return {
      name: `three classes, ${count} rows`,
      kind: 'classification',
      classes,
      labels: rows.map((_, row) => classes[row] ?? pick()),
      predicted: rows.map(pick),
      probabilities: classes.map((_, place) => shares.map(row => row[place] ?? 0)),
    };
  };
  const numeric = (count: number, scale: number, offset: number): Case => {
    const labels = Array.from({ length: count }, () => offset + scale * (random() - 0.5));
    return {
      name: `numbers around ${offset}`,
      kind: 'regression',
      labels,
      predicted: labels.map(label => label + scale * (random() - 0.5)),
    };
  };
  return [
    binary('one class only', [0, 0, 0, 0], [0.1, 0.6, 0.3, 0.2]),
    binary('positives only', [1, 1, 1], [0.1, 0.6, 0.3]),
    binary('none predicted', [0, 1, 0, 1], [0.1, 0.2, 0.3, 0.4]),
    binary('all scores equal', [0, 1, 1, 0, 1], [0.7, 0.7, 0.7, 0.7, 0.7]),
    binary('certain and wrong', [0, 1, 0, 1], [1, 0, 0, 1]),
    binary('edges of bins', [0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0], [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]),
    draw(7, random),
    draw(1000, random),
    draw(1000, () => Math.floor(random() * 11) / 10),
    draw(5000, () => random() ** 4, 0.2),
    three(9),
    three(900),
    {
      name: 'a class that is never predicted',
      kind: 'classification',
      classes: ['a', 'b', 'c'],
      labels: ['a', 'b', 'c', 'a'],
      predicted: ['a', 'b', 'b', 'a'],
    },
    {
      name: 'a class in neither',
      kind: 'classification',
      classes: ['a', 'b', 'c'],
      labels: ['a', 'b', 'b', 'a'],
      predicted: ['a', 'b', 'a', 'a'],
    },
    numeric(3, 1, 0),
    numeric(2000, 1, 0),
    numeric(2000, 10, 1e6),
    numeric(2000, 1e-6, 1e-3),
    { name: 'constant labels', kind: 'regression', labels: [2, 2, 2], predicted: [1, 2, 3] },
    { name: 'constant labels, all right', kind: 'regression', labels: [2, 2], predicted: [2, 2] },
    { name: 'labels of 0', kind: 'regression', labels: [0, 1, 2], predicted: [0.5, 1, 2] },
    { name: 'one row', kind: 'regression', labels: [3], predicted: [2] },
  ];
}

describe('calibration against scikit-learn', () => {
  it('makes the same splits', () => {
    const random = randomNumbers(5);
    const requests = [11, 20, 100, 1003, 4096].map(count =>
      Array.from({ length: count }, (_, row) => (row < 2 ? 0 : row < 4 ? 1 : random() < 0.3 ? 1 : 0)),
    );
    const expected = peer<[number[], number[]][][]>(peersPython(), 'splits', requests);
    const actual = requests.map(labels =>
      stratifiedShuffleSplit(Uint8Array.from(labels), 10, 42).map(({ train, test }) => [Array.from(train), Array.from(test)]),
    );
    expect(actual).toEqual(expected);
  });

  it('fits the same isotonic curve, ties and places outside included', () => {
    const random = randomNumbers(6);
    const make = (count: number, score: () => number) => {
      const x = Array.from({ length: count }, score);
      return { x, y: x.map(value => (random() < value ? 1 : 0)), at: [-1, 0, 0.05, ...Array.from({ length: 50 }, random), 1, 2] };
    };
    const requests = [make(2, random), make(40, random), make(500, () => Math.round(random() * 20) / 20), make(3000, random)];
    const expected = peer<number[][]>(peersPython(), 'isotonic', requests);
    for (const [k, { x, y, at }] of requests.entries()) {
      const curve = isotonicRegression(Float64Array.from(x), y);
      at.forEach((place, index) => expect(isClose(heightAt(curve, place), expected[k]?.[index] ?? null), `${k} at ${place}`).toBe(true));
    }
  });
});

interface Frame {
  readonly y: readonly (number | string)[];
  readonly said: readonly (number | string)[];
  readonly [score: string]: readonly (number | string)[];
}

interface EstimateCase {
  readonly kind: 'binary' | 'multiclass';
  readonly classes: readonly string[];
  readonly reference: Frame;
  readonly analysis: Frame;
}

interface NannyChunk {
  readonly period: string;
  readonly [metric: string]: { readonly value: number | null; readonly lower_threshold: number; readonly upper_threshold: number } | string;
}

describe("estimates without labels against NannyML's CBPE", () => {
  let cases: readonly EstimateCase[] = [];
  let expected: readonly { readonly calibrated: boolean[]; readonly chunks: NannyChunk[] }[] = [];
  beforeAll(() => {
    cases = estimateCases();
    expected = peer(nannymlPython(), 'cbpe', cases);
  });

  it('decides alike whether to calibrate', () => {
    expect(cases.map(one => estimatedReport(one).estimate?.calibrated)).toEqual(expected.map(({ calibrated }) => calibrated));
    expect(new Set(expected.flatMap(({ calibrated }) => calibrated))).toEqual(new Set([true, false]));
  });

  it('gives the same estimates, chunk for chunk, and the same bands', () => {
    const wrong: string[] = [];
    let compared = 0;
    for (const [k, one] of cases.entries()) {
      const report = estimatedReport(one);
      const chunks = expected[k]?.chunks ?? [];
      expect(report.windows.map(({ side }) => (side === 'reference' ? 'reference' : 'analysis'))).toEqual(
        chunks.map(({ period }) => period),
      );
      for (const [place, window] of report.windows.entries()) {
        for (const metric of ['roc_auc', 'f1', 'precision', 'recall', 'specificity', 'accuracy'] as const) {
          const theirs = chunks[place]?.[metric];
          if (theirs === undefined || typeof theirs === 'string') throw new Error(`NannyML gave no ${metric}.`);
          const pairs = [
            [window.estimated[metric], theirs.value],
            [report.bands[metric]?.low, theirs.lower_threshold],
            [report.bands[metric]?.high, theirs.upper_threshold],
          ] as const;
          compared += pairs.length;
          if (!pairs.every(([own, other]) => isClose(own, other)))
            wrong.push(`case ${k}, window ${place}, ${metric}: ${JSON.stringify(pairs)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(1000);
  });
});

function estimatedReport({ kind, classes, reference, analysis }: EstimateCase): QualityReport {
  const names = kind === 'binary' ? ['p1'] : classes.map(name => `p_${name}`);
  const side = (frame: Frame, labelled: boolean): QualityColumns => ({
    target: labelled ? column('y', frame.y) : null,
    prediction: column('said', frame.said),
    probabilities: names.map(name => numbers(name, (frame[name] ?? []) as number[])),
    time: null,
    features: [],
  });
  const request = qualityRequest({
    target: 'y',
    prediction: 'said',
    probabilities: names,
    task: 'classification',
    estimate: true,
    rounds: 1,
  });
  return computedReport(request, side(reference, true), side(analysis, false));
}

/** Scores that are true, too sure, coarse, or of three classes; some with a chunk left over. */
function estimateCases(): EstimateCase[] {
  const random = randomNumbers(21);
  const binary = (count: number, score: () => number, truth: (score: number) => number): Frame => {
    const p1 = Array.from({ length: count }, score);
    return { y: p1.map(value => (random() < truth(value) ? 1 : 0)), said: p1.map(value => (value > 0.5 ? 1 : 0)), p1 };
  };
  const pair = (counts: readonly [number, number], score: () => number, truth: (score: number) => number): EstimateCase => ({
    kind: 'binary',
    classes: ['0', '1'],
    reference: binary(counts[0], score, truth),
    analysis: binary(counts[1], () => score() ** 1.5, truth),
  });
  const three = (count: number): Frame => {
    const rows = Array.from({ length: count }, () => [random(), random(), random()].map(value => value ** 2 + 0.01));
    const shares = rows.map(row => row.map(value => value / row.reduce((sum, part) => sum + part, 0)));
    const names = ['a', 'b', 'c'];
    const label = (row: readonly number[]): string => {
      const mark = random();
      return mark < (row[0] ?? 0) ** 2 ? 'a' : mark < 0.6 ? 'b' : 'c';
    };
    const said = (row: readonly number[]): string => names[row.indexOf(Math.max(...row))] ?? 'a';
    return {
      y: shares.map(label),
      said: shares.map(said),
      ...Object.fromEntries(names.map((name, place) => [`p_${name}`, shares.map(row => row[place] ?? 0)])),
    };
  };
  return [
    pair([5000, 3000], random, score => score),
    pair([5003, 1007], random, score => 0.5 + 0.4 * (score - 0.5)),
    pair([800, 400], random, score => score ** 2),
    pair(
      [4000, 2000],
      () => random() ** 3,
      score => Math.min(1, 1.6 * score),
    ),
    { kind: 'multiclass', classes: ['a', 'b', 'c'], reference: three(3000), analysis: three(1500) },
  ];
}
