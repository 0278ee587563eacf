import { describe, expect, test } from 'vitest';
import { type DriftMethod, driftMethods } from '../../../../src/domain/driftMethod';
import { type DriftReport, type DriftRequest } from '../../../../src/drift/contract';
import { passesFilter } from '../../../../webview/drift/columnFilter';
import { cumulativeCurves } from '../../../../webview/drift/cumulativeCurves';
import { methodMeaning } from '../../../../webview/drift/method';
import { profileWords } from '../../../../src/domain/profileWords';
import { plottedPairs, quantilePairs } from '../../../../webview/drift/quantilePairs';
import { noisyColumns } from '../../../../webview/drift/verdict';
import { verdictWords } from '../../../../src/domain/driftVerdict';
import { thresholdOrigin, whyThisTest } from '../../../../webview/drift/whyThisTest';
import { firstDrifted, labelled, momentText } from '../../../../webview/drift/windowsModel';
import { richDriftReport } from '../../../support/driftPageFixtures';
import { driftReport, flightsDriftReport, scoredColumn } from '../../../support/reportFixtures';

const report = flightsDriftReport();
const column = (name: string, method: DriftMethod, type: 'numeric' | 'categorical' | 'text' = 'numeric') => ({ name, method, type });

function withRequest(change: Partial<DriftRequest>, profile: DriftReport['profile'] = 'evidently'): DriftReport {
  if (report.made === undefined) throw new Error('The fixture has its request.');
  return { ...report, profile, made: { at: 0, request: { ...report.made.request, ...change } } };
}

describe('why this test', () => {
  test('every one of the twenty says what it compares', () => {
    const meanings = Object.keys(driftMethods).map(method => methodMeaning(method as DriftMethod));
    expect(new Set(meanings).size).toBe(20);
    for (const meaning of meanings) expect(meaning).toMatch(/^[A-Z].{40,}\.$/s);
  });

  test('by Evidently’s rules: the size of the reference and the distinct values', () => {
    expect(whyThisTest(column('a', 'chisquare'), report)).toContain('at most 1,000 values');
    expect(whyThisTest(column('a', 'wasserstein'), report)).toMatch(
      /^The reference has more than 1,000 values.*standard deviations of the reference\.$/,
    );
  });

  test('by the user: for the column before its type before all', () => {
    const chosen = withRequest({ methods: { all: 'psi', numeric: 'ks', columns: { a: 'es' } }, thresholds: { categorical: 0.2 } });
    expect(whyThisTest(column('a', 'es'), chosen)).toContain('Epps–Singleton was chosen for this column.');
    expect(whyThisTest(column('b', 'ks'), chosen)).toContain('was chosen for all numeric columns.');
    expect(whyThisTest(column('c', 'psi', 'categorical'), chosen)).toContain('was chosen for all columns.');
    expect(thresholdOrigin(column('c', 'psi', 'categorical'), chosen)).toBe('set for all categorical columns');
    expect(thresholdOrigin(column('a', 'es'), chosen)).toBe('the test’s own');
  });

  test('by strict, and by Evidently itself', () => {
    expect(whyThisTest(column('a', 'ks'), withRequest({}, 'strict'))).toContain('The profile strict');
    const imported = { ...report, imported: { tool: 'Evidently' as const, version: '0.7.23' } };
    expect(whyThisTest(column('a', 'ks'), imported)).toContain('Evidently made this test');
    expect(profileWords(imported)).toBe('computed by Evidently 0.7.23');
    expect(profileWords(withRequest({}, 'evidently-legacy'))).toContain('old table');
  });
});

describe('sampling noise', () => {
  const noisy = [
    scoredColumn('distance', 'wasserstein', 0.2, { noise: 0.3, withinNoise: true }),
    scoredColumn('p', 'ks', 0.01, { noise: 0.005, withinNoise: true }),
    scoredColumn('far', 'wasserstein', 0.9, { noise: 0.3, withinNoise: false }),
    scoredColumn('steady', 'wasserstein', 0.01, { noise: 0.3, withinNoise: true }),
  ];

  test('a drifted score within it says so on the right side of the threshold; no drift stays no drift', () => {
    expect(noisy.map(verdictWords)).toEqual([
      'above the threshold, within sampling noise',
      'below the threshold, within sampling noise',
      'drifted',
      'no drift',
    ]);
    expect(noisyColumns(driftReport(noisy))).toBe('2 of the drifted columns are within sampling noise.');
    expect(noisyColumns(report)).toBeNull();
  });

  test('can be filtered out', () => {
    const names = noisy.filter(each => passesFilter(each, { text: '', verdict: 'beyond', type: 'all' })).map(({ name }) => name);
    expect(names).toEqual(['far']);
  });
});

describe('the curves', () => {
  const distribution = {
    kind: 'numeric' as const,
    edges: [0, 1, 2],
    reference: [1, 1],
    current: [3, 1],
    summary: { reference: null, current: null },
  };

  test('go through the measured gap; without it the largest is at an edge', () => {
    expect(cumulativeCurves(distribution).gap).toEqual({ at: 1, reference: 0.5, current: 0.75 });
    const gap = { at: 0.5, reference: 0.1, current: 0.7 };
    expect(cumulativeCurves({ ...distribution, gap })).toEqual({
      gap,
      points: [{ at: 0, reference: 0, current: 0 }, gap, { at: 1, reference: 0.5, current: 0.75 }, { at: 2, reference: 1, current: 1 }],
    });
    expect(cumulativeCurves({ ...distribution, gap: { at: 1, reference: 0.5, current: 0.75 } }).points).toHaveLength(3);
  });

  test('quantiles are paired: percentiles where both sides have them, the seven of old reports else', () => {
    const old = { mean: 0, standardDeviation: 1, quantiles: [0, 1, 2, 3, 4, 5, 6] };
    const full = { ...old, percentiles: Array.from({ length: 101 }, (_, index) => index) };
    expect(quantilePairs(old, full)).toHaveLength(7);
    expect(quantilePairs(null, full)).toEqual([]);
    const pairs = quantilePairs(full, full);
    expect(pairs[25]).toEqual({ at: 0.25, reference: 25, current: 25 });
    expect(plottedPairs(pairs)).toHaveLength(99);
    expect(plottedPairs(quantilePairs(old, old))).toHaveLength(7);
  });
});

describe('windows', () => {
  test('the first that drifted, in time order; one without a score is none', () => {
    const windows = richDriftReport().columns.find(({ name }) => name === 'origin_delay_3h')?.windows ?? [];
    expect(windows.indexOf(firstDrifted(windows) ?? windows[4] ?? never())).toBe(1);
    expect(firstDrifted(windows.map(window => ({ ...window, drifted: null })))).toBeNull();
  });

  test('labels: as many as there is room for, days, and hours where windows are short', () => {
    expect(labelled(12, 5)).toEqual([0, 3, 6, 9]);
    expect(labelled(3, 0)).toEqual([0]);
    expect(momentText(Date.UTC(2026, 5, 18, 9), 86_400_000)).toBe('2026-06-18');
    expect(momentText(Date.UTC(2026, 5, 18, 9), 3_600_000)).toBe('2026-06-18 09:00');
  });
});

function never(): never {
  throw new Error('The fixture has twelve windows.');
}
