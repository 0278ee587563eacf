import { describe, expect, it } from 'vitest';
import { type QualityColumns } from '../../../src/quality/qualityTask';
import { computeQuality } from '../../../src/quality/computeQuality';
import { type QualityReport, type QualityRequest } from '../../../src/quality/contract';
import {
  computedReport,
  delaysQualityReport,
  flightsQualityReport,
  namedQualityReport,
  numbers,
  qualityRequest,
  texts,
} from '../../support/qualityFixtures';

const none = { time: null, features: [] };

function classified(labels: readonly (string | null)[], predicted: readonly (string | null)[]): QualityColumns {
  return { ...none, target: texts('y', labels), prediction: texts('p', predicted), probabilities: [] };
}

function scored(labels: readonly number[], scores: readonly number[]): QualityColumns {
  return { ...none, target: numbers('y', labels, 'integer'), prediction: null, probabilities: [numbers('score', scores)] };
}

function values(report: QualityReport, side: 'reference' | 'current' = 'reference'): Record<string, number | null> {
  return Object.fromEntries(report.metrics.map(row => [row.metric, row[side].value]));
}

function complaint(request: QualityRequest, reference: QualityColumns, current = reference): string {
  const computed = computeQuality({ request, reference, current });
  return computed.ok ? 'it was computed' : computed.failure.message;
}

const bySaid = qualityRequest({ target: 'y', prediction: 'p', probabilities: [] });
const byScore = qualityRequest({ target: 'y', probabilities: ['score'] });

describe('rows', () => {
  it('leaves out rows without a label or a prediction, and counts them', () => {
    const side = classified(['a', null, 'b', 'a', 'b'], ['a', 'a', null, 'b', 'b']);
    const report = computedReport(bySaid, side, side);
    expect(report.rows.reference).toEqual({ labelled: 3, unlabelled: 1, skipped: 1 });
    expect(report.confusion?.reference).toEqual([
      [1, 1],
      [0, 1],
    ]);
    expect(values(report)).toMatchObject({ accuracy: 2 / 3, precision: 0.5, recall: 1, f1: 2 / 3, specificity: 0.5 });
  });

  it('skips what is not finite in a regression', () => {
    const side: QualityColumns = {
      ...none,
      target: numbers('y', [1, 2, NaN, 4.5]),
      prediction: numbers('p', [1, Infinity, 3, 4]),
      probabilities: [],
    };
    const report = computedReport(bySaid, side, side);
    expect(report.task).toBe('regression');
    expect(report.rows.reference).toEqual({ labelled: 2, unlabelled: 1, skipped: 1 });
    expect(values(report)).toMatchObject({ me: -0.25, mae: 0.25 });
  });

  it('measures nothing where the current data has no labels, and says so', () => {
    const report = computedReport(byScore, scored([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3]), { ...scored([], [0.2, 0.7]), target: null });
    expect(report.verdict).toEqual({ metric: 'roc_auc', outcome: 'unknown' });
    expect(report.metrics.every(row => row.current.value === null && row.difference.value === null)).toBe(true);
    expect(report.notes).toContain('The current data has no labels: its quality is not measured.');
  });
});

describe('classes', () => {
  it('takes the last of two as positive unless told otherwise', () => {
    const side = scored([0, 1, 1, 0, 1], [0.1, 0.9, 0.4, 0.3, 0.8]);
    expect(computedReport(byScore, side, side)).toMatchObject({ classes: ['0', '1'], positive: '1' });
    const turned = computedReport({ ...byScore, positive: '0' }, side, side);
    expect(turned).toMatchObject({ classes: ['1', '0'], positive: '0' });
    expect(values(turned)['roc_auc']).toBe(0);
  });

  it('orders numbers as numbers and matches probability columns by name', () => {
    const side: QualityColumns = {
      ...none,
      target: numbers('y', [10, 2, 2, 10, 1, 1], 'integer'),
      prediction: null,
      probabilities: [numbers('p_10', [1, 0, 0, 1, 0, 0]), numbers('p_1', [0, 0, 0, 0, 1, 1]), numbers('p_2', [0, 1, 1, 0, 0, 0])],
    };
    const report = computedReport({ ...byScore, probabilities: ['p_10', 'p_1', 'p_2'] }, side, side);
    expect(report.classes).toEqual(['1', '2', '10']);
    expect(values(report)).toMatchObject({ accuracy: 1, roc_auc: 1, log_loss: expect.closeTo(0, 12) as number });
    expect(report.notes).toEqual([]);
  });

  it('says in which order it takes columns that name no class', () => {
    const side: QualityColumns = {
      ...none,
      target: texts('y', ['a', 'b', 'c']),
      prediction: null,
      probabilities: [numbers('u', [1, 0, 0]), numbers('v', [0, 1, 0]), numbers('w', [0, 0, 1])],
    };
    const report = computedReport({ ...byScore, probabilities: ['u', 'v', 'w'] }, side, side);
    expect(report.notes).toEqual(['The probability columns are taken in the order of the classes: u of a, v of b, w of c.']);
  });

  it('refuses what does not fit together with a sentence', () => {
    const side = scored([0, 1, 2], [0.1, 0.2, 0.3]);
    expect(complaint(byScore, side)).toBe('There are 3 classes, but 1 probability column(s).');
    expect(complaint({ ...byScore, positive: '7' }, scored([0, 1], [0.1, 0.2]))).toContain('is said to be the positive class');
    expect(complaint(byScore, scored([0, 1], [0.1, 1.2]))).toBe('The column score holds what is no probability.');
    expect(complaint({ ...bySaid, task: 'regression' }, classified(['a'], ['b']))).toContain('A regression needs numbers');
    expect(complaint(bySaid, classified([null], ['b']))).toBe('No row of the reference data has both a label and a prediction.');
  });
});

describe('verdict', () => {
  it('is worse, with an interval that leaves 0 out', () => {
    const report = flightsQualityReport();
    expect(report.verdict).toEqual({ metric: 'roc_auc', outcome: 'worse' });
    const row = report.metrics.find(({ metric }) => metric === 'roc_auc');
    expect(row?.difference.high).toBeLessThan(0);
    expect(row?.reference.low).toBeLessThan(row?.reference.value ?? 0);
    expect(row?.reference.high).toBeGreaterThan(row?.reference.value ?? 1);
  });

  it('is the same for the same data, and the same again for the same seed', () => {
    const side = scored([0, 1, 1, 0, 1, 0, 0, 1], [0.1, 0.9, 0.4, 0.3, 0.8, 0.6, 0.2, 0.7]);
    const report = computedReport(byScore, side, side);
    expect(report.verdict.outcome).toBe('same');
    expect(computedReport(byScore, side, side)).toEqual(report);
    expect(computedReport({ ...byScore, seed: 9 }, side, side).metrics).not.toEqual(report.metrics);
  });

  it('counts a mean error as worse the farther from 0', () => {
    const report = delaysQualityReport();
    expect(report.metrics.map(({ metric, outcome }) => [metric, outcome])).toEqual([
      ['me', 'worse'],
      ['mae', 'worse'],
      ['rmse', 'worse'],
      ['mape', expect.any(String)],
      ['r2', 'worse'],
    ]);
  });

  it('covers a true share in about 95 of 100 samples', () => {
    let covered = 0;
    for (let trial = 0; trial < 100; trial++) {
      const report = delaysOf(trial);
      const { low, high } = report.metrics.find(({ metric }) => metric === 'me')?.reference ?? { low: null, high: null };
      if (low !== null && high !== null && low <= 0 && high >= 0) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(88);
    expect(covered).toBeLessThanOrEqual(99);
  });
});

/** Errors around 0, drawn by a generator of the trial's own. */
function delaysOf(trial: number): QualityReport {
  let state = trial * 7919 + 17;
  const draw = (): number => (state = (state * 16807) % 2147483647) / 2147483647;
  const errors = Array.from({ length: 60 }, () => draw() + draw() + draw() - 1.5);
  const side: QualityColumns = {
    ...none,
    target: numbers(
      'y',
      errors.map((_, row) => row + 0.5),
    ),
    prediction: numbers(
      'p',
      errors.map((error, row) => row + 0.5 + error),
    ),
    probabilities: [],
  };
  return computedReport({ ...bySaid, task: 'regression', seed: trial, windows: { kind: 'chunks', count: 1 } }, side, side);
}

describe('windows', () => {
  it('are ten chunks, the rest one more, without a time column', () => {
    const side = scored(
      Array.from({ length: 23 }, (_, row) => row % 2),
      Array.from({ length: 23 }, (_, row) => row / 23),
    );
    const windows = computedReport(byScore, side, side).windows.filter(window => window.side === 'reference');
    expect(windows.map(({ rows }) => rows)).toEqual([2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1]);
    expect(windows.at(-1)?.values.roc_auc).toEqual({ value: null, low: null, high: null });
  });

  it('are the periods of a time column, in order whatever the order of the file', () => {
    const at = (day: number): number => Date.UTC(2026, 5, day, 12);
    const side: QualityColumns = {
      ...scored([1, 0, 1, 0], [0.9, 0.1, 0.8, 0.2]),
      time: numbers('at', [at(20), at(1), at(2), NaN], 'datetime'),
    };
    const report = computedReport({ ...byScore, time: 'at', windows: { kind: 'period', period: 'week' } }, side, side);
    expect(report.rows.reference).toEqual({ labelled: 3, unlabelled: 0, skipped: 1 });
    expect(report.windows.slice(0, 2)).toMatchObject([
      { name: '2026-06-01', from: at(1), to: at(2), rows: 2 },
      { name: '2026-06-15', from: at(20), to: at(20), rows: 1 },
    ]);
  });

  it('read the times of a CSV, as UTC unless they name an offset', () => {
    const side: QualityColumns = {
      ...scored([1, 0, 1, 0], [0.9, 0.1, 0.8, 0.2]),
      time: texts('at', ['2026-06-02 23:30', '2026-06-01', '2026-06-03T01:00:00+02:00', 'soon']),
    };
    const report = computedReport({ ...byScore, time: 'at', windows: { kind: 'period', period: 'day' } }, side, side);
    expect(report.rows.reference.skipped).toBe(1);
    expect(report.windows.slice(0, 2).map(({ name, rows }) => [name, rows])).toEqual([
      ['2026-06-01', 1],
      ['2026-06-02', 2],
    ]);
    const none = { ...side, time: texts('at', ['a', 'b', 'c', 'd']) };
    expect(computedReport({ ...byScore, time: 'at' }, side, none).notes[0]).toContain('The time column holds no times');
  });

  it('have a band of the reference within what the metric can be', () => {
    const { bands, windows } = flightsQualityReport();
    const own = windows.filter(({ side }) => side === 'reference').flatMap(({ values: { accuracy } }) => accuracy?.value ?? []);
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    expect(bands.accuracy?.mean).toBeCloseTo(mean, 12);
    expect(bands.accuracy?.high).toBeLessThanOrEqual(1);
  });
});

describe('estimates', () => {
  it('need no labels in the current data', () => {
    const report = flightsQualityReport({ labelled: false });
    const current = report.windows.filter(({ side }) => side === 'current');
    expect(current.length).toBeGreaterThan(3);
    for (const { estimated, values: measured } of current) {
      expect(estimated.accuracy).toBeGreaterThan(0.4);
      expect(measured).toEqual({});
    }
    expect(report.estimate?.assumption).toContain('cannot see concept drift');
    expect(report.estimate?.windows).toBe(current.length);
  });

  it('say why there are none', () => {
    const side = classified(['a', 'b', 'a'], ['a', 'b', 'b']);
    const report = computedReport({ ...bySaid, estimate: true }, side, side);
    expect(report.estimate).toBeNull();
    expect(report.notes).toContain('Quality without labels is estimated from probabilities, and there are none.');
  });
});

describe('features', () => {
  it('tell quality apart by category and by bins of numbers', () => {
    const [hour, origin] = flightsQualityReport().features;
    expect(hour?.segments).toHaveLength(5);
    expect(hour?.segments[0]?.label).toMatch(/^below \d+$/);
    expect(origin?.segments.map(({ label }) => label).sort()).toEqual(['ATL', 'DFW', 'LAX', 'ORD']);
    const rows = origin?.segments.reduce((sum, segment) => sum + segment.reference.rows, 0);
    expect(rows).toBe(2000);
    expect(origin?.segments[0]?.reference.values.roc_auc).toBeGreaterThan(0.6);
  });

  it('name missing values and what is only on one side', () => {
    const report = namedQualityReport(['a', 'b', 'c']);
    expect(report.features[0]?.name).toBe('b');
    const feature = (side: readonly (string | null)[]) => ({ ...classified(['a', 'b'], ['a', 'b']), features: [texts('f', side)] });
    const { features } = computedReport(bySaid, feature(['x', null]), feature(['x', 'new']));
    expect(features[0]?.segments.map(({ label, reference, current }) => [label, reference.rows, current.rows])).toEqual([
      ['x', 1, 1],
      ['new', 0, 1],
      ['missing', 1, 0],
    ]);
  });
});

describe('notes', () => {
  it('say which rule made a value, or why there is none', () => {
    const side = scored([0, 0, 1], [0.1, 0.2, 0.3]);
    const report = computedReport(byScore, side, scored([0, 0], [0.1, 0.9]));
    const notes = Object.fromEntries(report.metrics.map(({ metric, note }) => [metric, note]));
    expect(notes['precision']).toContain('No row of the reference data is predicted as the positive class');
    expect(notes['roc_auc']).toBe('It needs labels of every class in the current data.');
    expect(values(report, 'current')).toMatchObject({ roc_auc: null, pr_auc: null, recall: 0 });
  });
});
