import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { success } from '../../src/base/result';
import { type DriftReport } from '../../src/drift/contract';
import { readEvidentlyReport } from '../../src/drift/evidently/readEvidentlyReport';
import { datedDriftReport, richDriftReport, strictDriftReport } from '../support/driftPageFixtures';
import { hostedDrift, openColumn } from '../support/hostedDrift';
import { flightsDriftReport } from '../support/reportFixtures';
import { openExported, openReportPages, type ReportPages } from '../support/reportPages';
import { togetherDrift } from '../support/togetherDrift';
import { weakestContrast } from '../support/weakestContrast';

/** The drift page at full depth: a column's every chart and table, exports, comparisons. */
let pages: ReportPages;
beforeAll(async () => void (pages = await openReportPages()));
afterAll(() => pages.close());

async function exported(report: DriftReport, options: { width?: number } = {}) {
  const file = await pages.exported('drift', 'A report', report);
  return { ...(await openExported(pages, file, options)), file };
}

const hosted = (report: DriftReport, theme = 'light') => hostedDrift(pages, report, { theme });

describe('the table', () => {
  test('a score within sampling noise says so, and is not among those beyond it', async () => {
    const { page, problems } = await exported(richDriftReport());
    const row = page.locator('.data-row', { has: page.locator('.name', { hasText: /^origin$/ }) });
    expect(await row.locator('.verdict-column').innerText()).toContain('above the threshold, within sampling noise');
    expect(await row.locator('.test-column').innerText()).toContain('sampling noise ≤ 0.1312');
    expect(await page.locator('.verdict').innerText()).toContain('1 of the drifted columns is within sampling noise.');
    expect(await page.locator('.facts').innerText()).toContain('rules of Evidently 0.7');
    await page.getByRole('combobox', { name: 'Show' }).click();
    await page.getByRole('option', { name: 'drifted beyond noise' }).click();
    const names = await page.locator('.drift > .table-frame .data-row .name').allInnerTexts();
    expect(names).toEqual(['origin_delay_yesterday', 'origin_delay_3h', 'prediction']);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('the second ranking is by importance', async () => {
    const { page } = await exported(richDriftReport());
    await page.getByRole('button', { name: 'Importance' }).click();
    const names = await page.locator('.drift > .table-frame .data-row .name').allInnerTexts();
    expect(names.slice(0, 3)).toEqual(['origin_delay_3h', 'dep_hour', 'origin_delay_yesterday']);
    const shown = await page.locator('.data-row .importance-column').allInnerTexts();
    const known = shown.map(Number).filter(Number.isFinite);
    expect(known.length).toBe(10);
    expect(known).toEqual(known.toSorted((a, b) => b - a));
    await page.close();
  });
});

describe('a column', () => {
  test('of numbers has every chart with its table', async () => {
    const { page, problems } = await exported(richDriftReport());
    const detail = await openColumn(page, 'origin_delay_3h');
    const titles = await detail.locator('h3').allInnerTexts();
    expect(titles).toEqual([
      'Histogram',
      'Share of values at most',
      'Quantile–quantile',
      'Quantiles',
      'Over time',
      'Mean over time',
      'Test',
      'Why this test',
      'Data quality',
    ]);
    expect(await detail.innerText()).toMatch(/Kolmogorov–Smirnov’s D = 0\.\d+ at/);
    expect(await detail.innerText()).toContain(
      '10 of 12 windows drifted, the first from 2026-04-02; 1 of them is within sampling noise, the first beyond it is from 2026-04-09.',
    );
    expect(await detail.locator('svg .first-line').count()).toBe(1);
    expect(await detail.locator('svg .band-reference').count()).toBe(1);
    for (const summary of await detail.locator('summary').all()) await summary.click();
    for (const [table, rows] of [
      ['Bins of the histogram', 24],
      ['Shares of values at most', 25],
      ['Pairs of quantiles', 101],
      ['Windows over time', 12],
    ] as const)
      await vi.waitFor(async () => expect(await detail.getByRole('table', { name: table }).locator('tbody tr').count(), table).toBe(rows));
    expect(await detail.getByRole('table', { name: 'Windows over time' }).innerText()).toContain('No rows in this window.');
    expect(await detail.getByRole('table', { name: 'Data quality' }).innerText()).toMatch(/Infinite\s+3 \(< 0\.1 %\)\s+3 \(< 0\.1 %\)/);
    expect(await detail.locator('.numbers').innerText()).toMatch(/Path\s+exact distance of both sorted sides/);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('a defect that is reproduced is marked', async () => {
    const { page } = await exported(richDriftReport());
    const detail = await openColumn(page, 'dep_hour');
    expect(await detail.locator('.defects').innerText()).toMatch(/A defect of Evidently, reproduced here\s+Evidently measures/);
    await page.close();
  });

  test('under strict: adjusted p, effect and direction', async () => {
    const { page } = await exported(strictDriftReport());
    expect(await page.locator('.facts').innerText()).toContain('strict: significant after adjustment');
    const detail = await openColumn(page, 'origin_delay_3h');
    expect(await detail.locator('.numbers').innerText()).toMatch(
      /Adjusted p-value\s+4e-14\s+Effect\s+Cliff’s delta 0\.34, enough from 0\.1\s+Direction\s+the current values lie higher/,
    );
    await page.close();
  });

  test('of a report of the older version opens as before', async () => {
    const report = flightsDriftReport();
    const columns = report.columns.map(column => {
      if (column.distribution?.kind !== 'numeric') return column;
      const { gap, ...distribution } = column.distribution;
      expect(gap).toBeDefined();
      const { reference, current } = distribution.summary;
      const old = (side: typeof reference) =>
        side && { mean: side.mean, standardDeviation: side.standardDeviation, quantiles: side.quantiles };
      return { ...column, distribution: { ...distribution, summary: { reference: old(reference), current: old(current) } } };
    });
    const { page, problems } = await exported({ ...report, columns });
    const detail = await openColumn(page, 'distance');
    expect(await detail.innerText()).toContain('Largest gap at an edge of the bins');
    expect(await detail.locator('svg .dot-current').count()).toBe(7);
    expect(problems).toEqual([]);
    await page.close();
  });
});

describe('dates and duplicates', () => {
  test('a column of times shows weekdays, hours, range and gaps of both sides; duplicates stand above the columns', async () => {
    const { page, problems } = await exported(datedDriftReport());
    const quality = page.getByRole('region', { name: 'Data quality of all columns together' });
    expect(await quality.locator('p').innerText()).toMatch(
      /Duplicate rows: reference\s+12 \(0\.4 %\), current not counted \(No room\.\)\./,
    );
    expect(await quality.locator('li').allInnerTexts()).toEqual(['origin is in the reference a copy of dest<b>']);
    const detail = await openColumn(page, 'departed');
    expect(await detail.locator('h3').allInnerTexts()).toEqual([
      'Weekdays (UTC)',
      'Hours of the day (UTC)',
      'Range',
      'Gaps',
      'Test',
      'Data quality',
    ]);
    for (const summary of await detail.locator('summary').all()) await summary.click();
    const rows = (name: string) => detail.getByRole('table', { name }).locator('tbody tr');
    expect(await rows('Weekdays of both sides').count()).toBe(7);
    expect(await rows('Hours of the day of both sides').count()).toBe(24);
    expect(await rows('Weekdays of both sides').first().innerText()).toMatch(/Mon\s+14\.3 % \(24\)\s+14\.5 % \(24\)/);
    expect(await detail.getByRole('table', { name: 'Range of the times' }).innerText()).toMatch(
      /Latest\s+2024-01-07 23:00\s+2024-01-14 23:00/,
    );
    expect(await detail.innerText()).toContain(
      'Of the current times 0 (0.0 %) lie before the reference’s earliest and 166 (100.0 %) after its latest.',
    );
    expect(await detail.innerText()).toContain(
      'Reference: the commonest step is 1 hour (100.0 % of 167 steps); no step is longer than 1.5 hours.',
    );
    expect(await rows('Longest gaps of the current data').allInnerTexts()).toEqual([
      expect.stringMatching(/2024-01-10 09:00\s+2024-01-10 12:00\s+3 hours/),
    ]);
    expect(problems).toEqual([]);
    await page.close();
  });
});

describe('in the editor', () => {
  test('the report goes elsewhere: Markdown, CSV, JSON, and a chart as a picture', async () => {
    const { page, problems, said } = await hosted(richDriftReport());
    await page.getByRole('button', { name: 'Copy as Markdown' }).click();
    await page.getByText('Copied.').waitFor();
    expect(said.copyText.mock.calls[0]?.[0].text).toContain('| `origin` | above the threshold, within sampling noise | `jensenshannon` |');
    await page.getByRole('button', { name: 'Export CSV' }).click();
    await page.getByRole('button', { name: 'Export JSON' }).click();
    await openColumn(page, 'origin_delay_3h');
    await page.getByRole('button', { name: 'Export “Histogram” as PNG' }).click();
    await vi.waitFor(() => expect(said.saveFile).toHaveBeenCalledTimes(2));
    expect(said.exportJson).toHaveBeenCalledOnce();
    const [csv, png] = said.saveFile.mock.calls.map(([file]) => file);
    expect(csv).toMatchObject({ format: 'csv', of: '' });
    expect(csv?.content.split('\r\n')).toHaveLength(14);
    expect(png).toMatchObject({ format: 'png', of: 'origin_delay_3h-Histogram' });
    const picture = Buffer.from(png?.content ?? '', 'base64');
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect(picture.readUInt32BE(16)).toBeGreaterThan(700);
    expect(picture.length).toBeGreaterThan(5_000);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('compared with the last report, or told that there is none', async () => {
    const now = flightsDriftReport();
    const { page, said } = await hosted(now);
    const button = page.getByRole('button', { name: 'Compare with the last report' });
    await button.click();
    await page.getByText('There is no older saved report of this model.').waitFor();
    const columns = now.columns.map(column => (column.name === 'origin' ? { ...column, score: 0.05, drifted: false } : column));
    const earlier = { report: { ...now, columns }, createdAt: 0, savedAs: '.modelops/reports/before.json' };
    said.earlier.mockReturnValue(success(earlier));
    await button.click();
    const section = page.getByRole('region', { name: 'Compared with the last report' });
    expect(await section.innerText()).toContain('Columns: 1 drifted since.');
    const first = await section.locator('tbody tr').first().innerText();
    expect(first.split('\t').map(cell => cell.trim())).toEqual(['origin', 'drifts now', '0.05, no drift', '0.1187, drifted']);
    await section.getByRole('button', { name: 'Close' }).click();
    expect(await section.count()).toBe(0);
    await page.close();
  });

  test.each(['light', 'dark', 'high contrast dark', 'high contrast light'])(
    '%s: text is readable and nothing is complained of',
    async theme => {
      const { page, problems } = await hosted(richDriftReport(), theme);
      await openColumn(page, 'origin_delay_3h');
      await page.locator('.column-detail svg').first().waitFor();
      expect(await page.evaluate(weakestContrast)).toBeGreaterThanOrEqual(4.5);
      expect(problems).toEqual([]);
      await page.close();
    },
  );
});

describe('all columns together', () => {
  const report: DriftReport = { ...richDriftReport(), together: togetherDrift };

  test('have their verdict, what it rests on, and the correlations that changed', async () => {
    const { page, problems } = await exported(report);
    expect(await page.locator('.verdict').innerText()).toContain('All columns together: drift. ');
    const section = page.getByRole('region', { name: 'All columns together' });
    const words = await section.innerText();
    for (const part of [
      'All columns together: drift. A classifier tells the sides apart.',
      'an area under the ROC curve of 0.7123',
      'Drift begins above 0.65; chance alone gives up to 0.5106.',
      'is 1.61 on average now',
      'usual is from 1.5 to 1.7',
      'Looked at: 3 columns in 10,000 rows of the reference and 2,500 rows of the current data.',
      'Left out: id. They are not features.',
    ])
      expect(words).toContain(part);
    const rowsOf = (name: string): Promise<string[]> => section.getByRole('table', { name }).locator('tbody tr').allInnerTexts();
    expect((await rowsOf('What tells the sides apart')).map(cellsOf)).toEqual([
      ['dep_hour', '62.0 %'],
      ['<b>|x|</b>', '38.0 %'],
    ]);
    expect((await rowsOf('Correlations that changed')).map(cellsOf)).toEqual([
      ['dep_hour and <b>|x|</b>', 'Spearman', '0.81', '0.12', '1e-20'],
    ]);
    expect(problems).toEqual([]);
    await page.close();
  });

  test.each(['light', 'dark', 'high contrast dark', 'high contrast light'])('%s: are readable', async theme => {
    const { page, problems } = await hosted(report, theme);
    await page.getByRole('region', { name: 'All columns together' }).waitFor();
    expect(await page.evaluate(weakestContrast)).toBeGreaterThanOrEqual(4.5);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('are not spoken of where they were not asked for', async () => {
    const { page } = await exported(richDriftReport());
    expect(await page.getByRole('region', { name: 'All columns together' }).count()).toBe(0);
    await page.close();
  });
});

function cellsOf(row: string): string[] {
  return row.split('\t').map(cell => cell.trim());
}

describe('a report of Evidently', () => {
  const golden = (name: string): DriftReport => {
    const file = path.join(import.meta.dirname, '..', 'golden', 'drift', 'evidently', name);
    const read = readEvidentlyReport(JSON.parse(readFileSync(file, 'utf8')));
    if (read === null) throw new Error(`${name} was not read.`);
    return read;
  };

  test.each(['old.json', 'new.json'])('%s: its verdicts, and nothing that it does not say', async name => {
    const { page, problems } = await exported(golden(name));
    expect(await page.locator('h1').innerText()).toBe('Drift report of Evidently');
    expect(await page.locator('.verdict').innerText()).toContain('4 of 5 columns drifted: dataset drift (50 % or more).');
    expect(await page.locator('.facts').innerText()).toContain('computed by Evidently');
    expect(await page.locator('main').innerText()).not.toMatch(/\b0 rows|SHA-256|Missing/);
    const detail = await openColumn(page, 'distance');
    expect(await detail.locator('.numbers').innerText()).toMatch(/P-value\s+1\.291e-225\s+Drifts if\s+≤ 0\.05/);
    expect(await detail.locator('vscode-radio').allInnerTexts()).toEqual(name === 'old.json' ? ['share', 'log'] : []);
    expect(problems).toEqual([]);
    await page.close();
  });
});
