import { describe, expect, test } from 'vitest';
import { categoryChanges } from '../../../../webview/drift/categoryChanges';
import { passesFilter } from '../../../../webview/drift/columnFilter';
import { bySeverity, severityKey } from '../../../../src/domain/severityOrder';
import { cumulativeShares, largestGap, toShares } from '../../../../webview/drift/shares';
import { brokenPath, linePath, stepPath } from '../../../../webview/drift/stepPath';
import { categoricalDistribution, flightsDriftReport, scoredColumn, unscoredColumn } from '../../../support/reportFixtures';

describe('severity', () => {
  test('the worst is first: p = 0, then distances and p-values by how far they pass, then what has no score', () => {
    const columns = [
      unscoredColumn('id', 'not_tested', 'why'),
      scoredColumn('steady', 'wasserstein', 0.01),
      unscoredColumn('empty', 'not_computable', 'why'),
      scoredColumn('far', 'wasserstein', 0.5),
      scoredColumn('certain', 'chisquare', 0),
      scoredColumn('small p', 'ks', 1e-9),
    ];
    expect(bySeverity(columns).map(column => column.name)).toEqual(['certain', 'small p', 'far', 'steady', 'empty', 'id']);
    expect(columns.map(severityKey)).toEqual([null, 0.01 / 0.1, null, 5, Infinity, Math.log(1e-9) / Math.log(0.05)]);
  });
});

describe('the filter', () => {
  const { columns } = flightsDriftReport();
  const names = (filter: { text?: string; verdict?: string; type?: string }): string[] =>
    columns.filter(column => passesFilter(column, { text: '', verdict: 'all', type: 'all', ...filter })).map(column => column.name);

  test('by name in any case', () => expect(names({ text: ' ORIGIN_ ' })).toEqual(['origin_delay_yesterday', 'origin_delay_3h']));
  test('by verdict', () => {
    expect(names({ verdict: 'drifted' })).toEqual(['origin', 'origin_delay_yesterday', 'origin_delay_3h', 'prediction']);
    expect(names({ verdict: 'untested' })).toEqual(['tail_number', 'departure']);
    expect(names({ verdict: 'steady' }).length + 6).toBe(columns.length);
  });
  test('by type', () => expect(names({ type: 'datetime' })).toEqual(['departure']));
});

describe('distributions', () => {
  test('shares and cumulative shares', () => {
    expect(toShares([1, 3, 0])).toEqual([0.25, 0.75, 0]);
    expect(toShares([0, 0])).toEqual([0, 0]);
    expect(cumulativeShares([1, 3, 4])).toEqual([0, 0.125, 0.5, 1]);
    expect(largestGap([0, 0.5, 1], [0, 0.2, 1])).toEqual({ index: 1, gap: 0.3 });
    expect(largestGap([0, 1], [0, 1])).toEqual({ index: 0, gap: 0 });
  });

  test('outlines begin and end on the base line', () => {
    const same = (value: number): number => value;
    expect(stepPath([0, 1, 2], [5, 0], { x: same, y: value => 10 - value, base: 10 })).toBe('M0 10L0 5L1 5L1 10L2 10L2 10');
    expect(
      linePath([
        [0, 1],
        [2, 3.14159],
      ]),
    ).toBe('M0 1L2 3.14');
    expect(brokenPath([[0, 1], [1, 2], null, null, [4, 5], [5, 6], null])).toBe('M0 1L1 2M4 5L5 6');
  });

  test('categories: the rest is one more, new and gone ones say so', () => {
    const rows = categoryChanges(categoricalDistribution({ a: [60, 30], b: [0, 50], c: [30, 0] }, [10, 20]));
    expect(rows.map(row => [row.label, row.reference, row.current, row.note])).toEqual([
      ['a', 0.6, 0.3, null],
      ['b', 0, 0.5, 'new'],
      ['c', 0.3, 0, 'gone'],
      ['all others', 0.1, 0.2, null],
    ]);
    expect(categoryChanges(categoricalDistribution({ a: [1, 1] }))).toHaveLength(1);
  });
});
