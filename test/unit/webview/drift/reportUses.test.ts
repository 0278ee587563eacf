import { describe, expect, test } from 'vitest';
import { columnsCsv } from '../../../../webview/drift/columnsCsv';
import { compareReports, comparisonWords } from '../../../../webview/drift/compareReports';
import { driftMarkdown } from '../../../../webview/drift/driftMarkdown';
import { leftOut } from '../../../../webview/drift/leftOut';
import { strictDriftReport } from '../../../support/driftPageFixtures';
import {
  driftReport,
  flightsDriftReport,
  hostileDriftReport,
  scoredColumn,
  unscoredColumn,
  wideDriftReport,
} from '../../../support/reportFixtures';
import { togetherDrift } from '../../../support/togetherDrift';

describe('Markdown for a pull request', () => {
  test('the verdict, what was compared, and the columns worth a look', () => {
    const lines = driftMarkdown(flightsDriftReport()).split('\n');
    expect(lines[0]).toBe('**`Drift of flight_delay_model v4`**: 3 of 8 columns drifted: no dataset drift (below 50 %).');
    expect(lines[2]).toBe(
      'reference `flights-2001-01.parquet` (498,344 rows), current `flights-2001-06.parquet` (512,209 rows); rules of Evidently 0.7.',
    );
    expect(lines.slice(4, 8)).toEqual([
      '| column | verdict | test | score | missing |',
      '|---|---|---|---|---|',
      '| `origin_delay_yesterday` | drifted | Wasserstein (normed) | 0.5812 ≥ 0.1 |  |',
      '| `origin_delay_3h` | drifted | Wasserstein (normed) | 0.3817 ≥ 0.1 | 6.0 % → 12.9 % |',
    ]);
    expect(lines.at(-2)).toBe('And 6 columns without drift.');
  });

  test('is short for a thousand columns, and names are code: no markup, no link, no mention', () => {
    const wide = driftMarkdown(wideDriftReport(1000));
    expect(wide.split('\n').filter(line => line.startsWith('| `'))).toHaveLength(25);
    expect(wide.length).toBeLessThan(4_000);
    const hostile = driftMarkdown(driftReport([scoredColumn('a|b`c\n@everyone <script>', 'ks', 0)]));
    expect(hostile).toContain('| `a\\|bʼc⏎@everyone <script>` |');
    expect(
      driftMarkdown(hostileDriftReport())
        .split('\n')
        .filter(line => line.startsWith('| `')).length,
    ).toBe(6);
  });
});

describe('all columns together in Markdown', () => {
  test('is a verdict and the correlations, with names as code; without it there is nothing', () => {
    const text = driftMarkdown({ ...flightsDriftReport(), together: togetherDrift });
    expect(text).toContain('**All columns together: drift. A classifier tells the sides apart.');
    expect(text).toContain('- Spearman of `dep_hour` and `<b>\\|x\\|</b>`: 0.81 → 0.12');
    expect(driftMarkdown(flightsDriftReport())).not.toContain('together');
  });
});

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
