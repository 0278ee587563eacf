import { describe, expect, test } from 'vitest';
import { driftMarkdown } from '../../../src/domain/driftMarkdown';
import {
  driftReport,
  flightsDriftReport,
  hostileDriftReport,
  scoredColumn,
  unscoredColumn,
  wideDriftReport,
} from '../../support/reportFixtures';
import { describedColumn } from '../../support/describedColumn';
import { togetherDrift } from '../../support/togetherDrift';

describe('Markdown for a pull request', () => {
  test('the verdict, what was compared, and the columns worth a look', () => {
    const parts = driftMarkdown(flightsDriftReport(), 'Drift of delay v4').split('\n\n');
    expect(parts.slice(0, 3)).toEqual([
      '### Drift of delay v4',
      '**3 of 8 columns drifted: no dataset drift (below 50 %).**',
      'reference `flights-2001-01.parquet` (498,344 rows), current `flights-2001-06.parquet` (512,209 rows); rules of Evidently 0.7.',
    ]);
    expect(parts[3]?.split('\n').slice(0, 4)).toEqual([
      '| column | verdict | test | score | missing |',
      '| --- | --- | --- | ---: | --- |',
      '| `origin_delay_yesterday` | drifted | `wasserstein` | 0.5812 ≥ 0.1 |  |',
      '| `origin_delay_3h` | drifted | `wasserstein` | 0.3817 ≥ 0.1 | 6.0 % → 12.9 % |',
    ]);
    expect(parts[4]).toBe('And 6 columns without drift.');
  });

  test('says why a column has no verdict, and that more is missing where nothing drifted', () => {
    const missing = { missingChange: { from: 0, to: 0.25, flagged: true } };
    const text = driftMarkdown(
      driftReport([unscoredColumn('note', 'not_computable', 'Every value | is missing.'), scoredColumn('hour', 'ks', 0.5, missing)]),
      'x',
    );
    expect(text).toContain('| `note` | not computable: Every value \\| is missing\\. |  |  |  |');
    expect(text).toContain('| `hour` | no drift | `ks` | 0.5 > 0.05 | 0.0 % → 25.0 % |');
    expect(text).not.toContain('without drift');
  });

  test('is short for a thousand columns, and names are code: no markup, no link, no mention', () => {
    const wide = driftMarkdown(wideDriftReport(1000), 'x');
    expect(wide.split('\n').filter(line => line.startsWith('| `'))).toHaveLength(25);
    expect(wide.length).toBeLessThan(4_000);
    const hostile = driftMarkdown(driftReport([scoredColumn('a|b`c\n@everyone <script>', 'ks', 0)]), 'x');
    expect(hostile).toContain('| `a\\|bʼc\\n@everyone <script>` |');
    expect(
      driftMarkdown(hostileDriftReport(), 'x')
        .split('\n')
        .filter(line => line.startsWith('| `')).length,
    ).toBe(6);
  });
});

test('descriptors of texts that drifted have a row, names as code; no other', () => {
  const column = describedColumn('evidently', 'a|b');
  const lines = driftMarkdown(driftReport([column]), 'Drift').split('\n');
  const told = lines.filter(line => line.startsWith('| `a\\|b` | ') && line.includes('→'));
  const drifted = column.descriptors?.filter(descriptor => descriptor.drifted === true) ?? [];
  expect(told).toHaveLength(drifted.length);
  expect(drifted.map(({ name }) => name)).not.toContain('sentence_count');
  expect(told[1]).toMatch(/^\| `a\\\|b` \| Words \| drifted \| \S+ → \S+ \| `ks` \| \S+ ≤ 0[.]05 \|$/);
  expect(driftMarkdown(flightsDriftReport(), 'Drift')).not.toContain('texts of');
  const many = Array.from({ length: 20 }, (_, k) => ({ ...column, name: `n${k}` }));
  const text = driftMarkdown(driftReport(many), 'Drift');
  expect(text.split('\n').filter(line => line.includes('→'))).toHaveLength(25);
  expect(text).toContain(`And ${20 * drifted.length - 25} more rows like these.`);
});

test('all columns together have a verdict and the correlations that changed, with names as code', () => {
  const text = driftMarkdown({ ...flightsDriftReport(), together: togetherDrift }, 'Drift');
  expect(text).toContain('**All columns together: drift. A classifier tells the sides apart.');
  expect(text).toContain('- Spearman of `dep_hour` and `<b>\\|x\\|</b>`: 0.81 → 0.12');
  expect(driftMarkdown(flightsDriftReport(), 'Drift')).not.toContain('together');
});
