import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Handlers } from '../../src/base/protocol';
import { qualityPage } from '../../src/quality/contract';
import { formatCount, formatNumber } from '../../webview/kit/format';
import { qualityVerdict } from '../../webview/quality/verdict';
import { delaysQualityReport, flightsQualityReport, namedQualityReport } from '../support/qualityFixtures';
import { editorThemes } from '../support/editorThemes';
import { openHosted } from '../support/hostedPages';
import { quietHandlers } from '../support/quietHandlers';
import { exportedState, hostileNames } from '../support/reportFixtures';
import { bundledSize, openExported, openReportPages, type ReportPages } from '../support/reportPages';
import { weakestContrast } from '../support/weakestContrast';

/** The page of model quality as an exported file in a real browser, without a network. */
let pages: ReportPages;
beforeAll(async () => void (pages = await openReportPages()));
afterAll(() => pages.close());

async function open(report: unknown, options: { width?: number } = {}) {
  const file = await pages.exported('quality', 'A report', report);
  return { ...(await openExported(pages, file, options)), file };
}

async function expectNoOverflow(page: Page): Promise<void> {
  const [content, visible] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth] as const);
  expect(content).toBeLessThanOrEqual(visible);
}

describe('model quality', () => {
  const report = flightsQualityReport();

  test('says what the report says, without a complaint of the browser', async () => {
    const { page, problems, file } = await open(report);
    const metrics = page.getByRole('table', { name: 'Metrics of both sides' });
    await metrics.waitFor();
    expect(await page.locator('h1').innerText()).toBe('Model quality');
    expect((await page.locator('.verdict').innerText()).trim()).toBe(qualityVerdict(report));
    expect(qualityVerdict(report)).toMatch(
      /^Worse: ROC AUC went from 0\.\d+ \(.* to .*\) to 0\.\d+ .* lie outside the reference’s band\.$/,
    );
    const rows = await metrics.locator('tbody tr').allInnerTexts();
    expect(rows).toHaveLength(report.metrics.length);
    for (const [place, { reference, current }] of report.metrics.entries()) {
      expect(rows[place]).toContain(formatNumber(reference.value ?? NaN));
      expect(rows[place]).toContain(formatNumber(current.value ?? NaN));
    }
    expect(problems).toEqual([]);
    expect(statSync(file).size).toBeLessThan(1_000_000);
    expect(bundledSize(pages, 'quality.js')).toBeLessThan(350_000);
    await page.close();
  });

  test('draws windows with their band and estimate, and each chart has its table', async () => {
    const { page } = await open(report);
    const plot = page.getByRole('img', { name: 'ROC AUC over the windows' });
    await plot.waitFor();
    expect(await plot.locator('.point-reference').count()).toBe(report.windows.filter(({ side }) => side === 'reference').length);
    expect(await plot.locator('.estimate-mark').count()).toBe(report.windows.length);
    expect(await plot.locator('.band').count()).toBe(1);
    expect(await page.locator('.assumption').innerText()).toContain('it cannot see concept drift');
    for (const summary of await page.locator('summary').all()) await summary.click();
    const windows = page.getByRole('table', { name: 'ROC AUC of each window' }).locator('tbody tr');
    expect(await windows.count()).toBe(report.windows.length);
    const bins = page.getByRole('table', { name: 'Reliability curves' }).locator('tbody tr');
    expect(await bins.count()).toBe((report.calibration?.reference.length ?? 0) + (report.calibration?.current.length ?? 0));
    await page.close();
  });

  test('another metric and another column can be chosen', async () => {
    const { page } = await open(report);
    await page.getByRole('combobox', { name: 'Metric' }).click();
    await page.getByRole('option', { name: 'Recall' }).click();
    await page.getByRole('img', { name: 'Recall over the windows' }).waitFor();
    await page.getByRole('combobox', { name: 'Column' }).click();
    await page.getByRole('option', { name: 'origin' }).click();
    const atlanta = page.getByRole('table', { name: 'Quality by value' }).locator('tbody tr', { hasText: 'ATL' });
    const segment = report.features[1]?.segments.find(({ label }) => label === 'ATL');
    expect(await atlanta.innerText()).toContain(formatCount(segment?.reference.rows ?? NaN));
    expect(await atlanta.innerText()).toContain(formatNumber(segment?.current.values.recall ?? NaN));
    await page.close();
  });

  test('shows the confusion matrices', async () => {
    const { page } = await open(report);
    const cells = await page
      .getByRole('table', { name: 'Confusion matrix of the current data' })
      .locator('td .number')
      .evaluateAll(all => all.map(cell => cell.firstChild?.textContent));
    expect(cells).toEqual(report.confusion?.current.flat().map(formatCount));
    await page.close();
  });

  test('without labels says what is estimated and what is not measured', async () => {
    const { page, problems } = await open(flightsQualityReport({ labelled: false }));
    expect(await page.locator('.verdict').innerText()).toContain(
      'The current data has no labels, so ROC AUC is not measured there. Estimated',
    );
    expect(await page.locator('.point-current').count()).toBe(0);
    expect(await page.locator('.estimate-mark').count()).toBeGreaterThan(5);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('a regression has no matrix and no curve', async () => {
    const { page, problems } = await open(delaysQualityReport());
    await page.getByRole('img', { name: 'MAE over the windows' }).waitFor();
    expect(await page.locator('h2').allInnerTexts()).toEqual(['Metrics', 'Over windows']);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('names are text, whatever they contain', async () => {
    const [first = '', second = '', third = ''] = hostileNames;
    const { page, problems } = await open(namedQualityReport([first, second, third]), { width: 460 });
    await page.getByRole('table', { name: 'Quality by value' }).waitFor();
    expect(await page.evaluate(() => (window as { attacked?: number }).attacked)).toBeUndefined();
    expect(await page.locator('#root img, #root script').count()).toBe(0);
    expect(problems).toEqual([]);
    await expectNoOverflow(page);
    await page.close();
  });
});

describe.each(Object.entries(editorThemes))('in the %s theme', (name, theme) => {
  test('the policy holds and the text can be read', async () => {
    const pictures = path.resolve(import.meta.dirname, '../../test-results/screenshots');
    mkdirSync(pictures, { recursive: true });
    const handlers = quietHandlers(exportedState('Quality', flightsQualityReport()));
    const { page, problems } = await openHosted(pages, {
      kind: 'quality',
      theme,
      page: qualityPage,
      handlers: handlers as Handlers<typeof qualityPage.calls>,
    });
    await page.getByRole('img', { name: 'ROC AUC over the windows' }).waitFor();
    await page.screenshot({ path: path.join(pictures, `quality-${name}.png`), fullPage: true });
    expect(await page.evaluate(weakestContrast)).toBeGreaterThanOrEqual(4.5);
    expect(problems).toEqual([]);
    await page.close();
  });
});
