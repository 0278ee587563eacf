import { describe, expect, test } from 'vitest';
import { columnsCsv } from '../../../../webview/drift/columnsCsv';
import { compareReports, comparisonWords } from '../../../../webview/drift/compareReports';
import { leftOut } from '../../../../webview/drift/leftOut';
import { strictDriftReport } from '../../../support/driftPageFixtures';
import { driftReport, flightsDriftReport, scoredColumn, unscoredColumn } from '../../../support/reportFixtures';

describe('CSV', () => {
  test('one row a column in the report’s order, all digits, what is not known empty', () => {
    const lines = columnsCsv(strictDriftReport()).split('\r\n');
    expect(lines[0]?.split(',').slice(0, 6)).toEqual(['column', 'role', 'type', 'status', 'method', 'score']);
    expect(lines).toHaveLength(14);
    expect(lines[1]?.split(',').slice(0, 8)).toEqual(['dep_hour', 'feature', 'numeric', 'ok', 'ks', '0.31', '0.05', 'false']);
    expect(lines[11]).toContain('tail_number,feature,categorical,not_computable,,,,,');
    const imported = columnsCsv({ ...flightsDriftReport(), imported: { tool: 'Evidently', version: null } }).split('\r\n');
    expect(imported[1]).toBe('dep_hour,feature,numeric,ok,wasserstein,0.0573,0.1,false,0.573,,,,,,,,,,,,,,,,');
  });
});

describe('compared with an earlier report', () => {
  const before = driftReport([
    scoredColumn('fell', 'wasserstein', 0.3),
    scoredColumn('rose', 'wasserstein', 0.02),
    scoredColumn('same', 'wasserstein', 0.2),
    scoredColumn('lost', 'wasserstein', 0.2),
    scoredColumn('gone', 'ks', 0.5),
  ]);
  const now = driftReport([
    scoredColumn('same', 'ks', 0.01),
    scoredColumn('rose', 'wasserstein', 0.4),
    scoredColumn('fell', 'wasserstein', 0.05),
    unscoredColumn('lost', 'not_computable', 'why'),
    scoredColumn('new', 'ks', 0.5),
  ]);

  test('changed verdicts first; scores of two tests are not compared', () => {
    const rows = compareReports(before, now);
    expect(rows.map(({ name, change, sameTest }) => [name, change, sameTest])).toEqual([
      ['rose', 'drifts now', true],
      ['fell', 'no longer drifts', true],
      ['lost', 'other verdict', false],
      ['new', 'new column', false],
      ['gone', 'column is gone', false],
      ['same', null, false],
    ]);
    expect(comparisonWords(rows)).toBe('Columns: 1 drifted since, 1 no longer drifted, 1 with another verdict, 1 new, 1 gone.');
    expect(comparisonWords(compareReports(now, now))).toBe('No column changed its verdict.');
  });
});

test('a page in the editor lacks nothing, and neither does a small file', () => {
  expect(leftOut(flightsDriftReport(), null)).toBeNull();
});
