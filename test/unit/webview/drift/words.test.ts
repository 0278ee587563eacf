import { describe, expect, test } from 'vitest';
import { columnVerdict, comparisonSign, datasetVerdict } from '../../../../src/domain/driftVerdict';
import { type DriftReport } from '../../../../src/drift/contract';
import { methodName, scoreKind } from '../../../../webview/drift/method';
import { driftHeading, notCounted } from '../../../../webview/drift/verdict';
import { driftReport, flightsDriftReport, scoredColumn, unscoredColumn } from '../../../support/reportFixtures';
import { without } from '../../../support/without';

const dataset = (change: Partial<DriftReport['dataset']>): DriftReport['dataset'] => ({
  drifted: false,
  share: 0.25,
  threshold: 0.5,
  columns: 12,
  driftedColumns: 3,
  skipped: 0,
  ...change,
});

describe('the verdict on the whole', () => {
  test('in words, with the limit', () => {
    expect(datasetVerdict(dataset({}))).toBe('3 of 12 columns drifted: no dataset drift (below 50 %).');
    expect(datasetVerdict(dataset({ drifted: true, driftedColumns: 6 }))).toBe('6 of 12 columns drifted: dataset drift (50 % or more).');
    expect(datasetVerdict(dataset({ columns: 1, driftedColumns: 0 }))).toBe('0 of 1 column drifted: no dataset drift (below 50 %).');
  });

  test('where there is none, why', () => {
    expect(datasetVerdict(dataset({ drifted: null, skipped: 10 }))).toBe(
      '3 of 12 columns drifted, but no verdict on the whole: 10 columns could not be tested and could turn it (limit 50 %).',
    );
    expect(datasetVerdict(dataset({ drifted: null, share: null, columns: 0, driftedColumns: 0, skipped: 4 }))).toBe(
      'No verdict: no column could be tested.',
    );
  });

  test('what is not counted is said', () => {
    expect(notCounted(flightsDriftReport())).toBe('Not counted: 1 feature that could not be tested; 2 columns that are not features.');
    expect(notCounted(driftReport([scoredColumn('a', 'ks', 0.5)]))).toBeNull();
  });

  test('the heading names the model if there is one', () => {
    expect(driftHeading(flightsDriftReport())).toBe('Drift of flight_delay_model v4');
    expect(driftHeading(without(flightsDriftReport(), 'model'))).toBe('Drift between two data sets');
  });
});

describe('one column', () => {
  test('has one of four verdicts', () => {
    const columns = [
      scoredColumn('a', 'ks', 0.01),
      scoredColumn('b', 'ks', 0.2),
      unscoredColumn('c', 'not_computable', 'why'),
      unscoredColumn('d', 'not_tested', 'why'),
    ];
    expect(columns.map(columnVerdict)).toEqual(['drifted', 'no drift', 'not computable', 'not tested']);
  });

  test('the sign between score and threshold is the one of the rule', () => {
    const sign = (method: 'ks' | 'chisquare' | 'z' | 'wasserstein' | 'jensenshannon'): string =>
      [true, false].map(drifted => comparisonSign({ method, drifted })).join(' ');
    expect(sign('ks')).toBe('≤ >');
    expect(sign('chisquare')).toBe('< ≥');
    expect(sign('z')).toBe('< ≥');
    expect(sign('wasserstein')).toBe('≥ <');
    expect(sign('jensenshannon')).toBe('≥ <');
    expect(comparisonSign({ method: null, drifted: null })).toBe('');
  });

  test('each test has a name and a kind of score', () => {
    expect(methodName('wasserstein')).toBe('Wasserstein (normed)');
    expect([scoreKind('z'), scoreKind('jensenshannon')]).toEqual(['p-value', 'distance']);
  });
});
