import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Handlers } from '../../src/base/protocol';
import { versionsPage, type VersionsReport } from '../../src/versions/contract';
import { editorThemes, type EditorTheme } from '../support/editorThemes';
import { openHosted } from '../support/hostedPages';
import { quietHandlers } from '../support/quietHandlers';
import { exportedState } from '../support/reportFixtures';
import { bundledSize, openExported, openReportPages, type ReportPages } from '../support/reportPages';
import { flightsVersionsReport, hostileVersionsReport, trendReport } from '../support/versionsFixtures';
import { weakestContrast } from '../support/weakestContrast';

/** The page about versions in a real browser: as an exported file, and as the editor shows it in its four themes. */
let pages: ReportPages;
const pictures = path.resolve(import.meta.dirname, '../../test-results/screenshots');
beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  pages = await openReportPages();
});
afterAll(() => pages.close());

async function open(report: VersionsReport, options: { width?: number } = {}) {
  return await openExported(pages, await pages.exported('versions', 'Versions', report), options);
}

async function hosted(report: VersionsReport, theme: EditorTheme) {
  const handlers = quietHandlers(exportedState('Versions', report));
  const shown = await openHosted(pages, {
    kind: 'versions',
    theme,
    page: versionsPage,
    handlers: handlers as Handlers<typeof versionsPage.calls>,
  });
  return { ...shown, copyText: handlers.copyText };
}

const rowsOf = (page: Page, table: string): Promise<string[]> =>
  page.getByRole('table', { name: table, exact: true }).locator('tbody tr').allInnerTexts();

describe('a comparison', () => {
  test('says what differs, at first only that where there is much', async () => {
    const { page, problems } = await open(flightsVersionsReport());
    await page.getByRole('table', { name: 'Metrics' }).waitFor();
    expect(await page.locator('h1').innerText()).toBe('flight_delay_model v4 → v5');
    expect(await page.locator('.verdict').innerText()).toBe(
      'Same signature, same data; 3 params and 2 of 4 files differ; auc 0.8412 → 0.8427 (+0.00147).',
    );
    expect((await rowsOf(page, 'Params')).map(row => row.split(/\s+/)[0])).toEqual(['depth', 'early_stopping', 'eta']);
    expect((await rowsOf(page, 'Metrics')).map(row => row.split(/\s+/))).toEqual([
      ['auc', '0.8412', '0.8427', '+0.00147', '+0.2', '%', 'different'],
      ['diverged', 'not', 'a', 'number', '∞', '–', '–', 'different'],
      ['recall', '–', '0.6', '–', '–', 'only', 'in', 'v5'],
    ]);
    expect(await page.getByText('All 4 columns are the same in both.').count()).toBe(1);
    await page.locator('vscode-radio', { hasText: 'everything' }).click();
    expect(await rowsOf(page, 'Params')).toHaveLength(15);
    expect(await rowsOf(page, 'Signature')).toHaveLength(4);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('can be sorted by the change of a metric', async () => {
    const { page } = await open(flightsVersionsReport());
    await page.locator('vscode-radio', { hasText: 'everything' }).click();
    await page.getByRole('table', { name: 'Metrics' }).getByRole('button', { name: 'Change' }).click();
    expect((await rowsOf(page, 'Metrics')).map(row => row.split(/\s+/)[0])).toEqual(['auc', 'logloss', 'diverged', 'recall']);
    await page.close();
  });

  test('what could not be read says why', async () => {
    const report = flightsVersionsReport();
    const from = report.comparison && {
      ...report.comparison.from,
      filesProblem: 'The files are gone.',
      runProblem: 'There is no such run.',
    };
    const { page } = await open(from ? flightsVersionsReport({ from, files: { isOneFolder: false, rows: [] } }) : report);
    await page.getByText('v4: The files are gone.').waitFor();
    expect(await page.getByText('v4: There is no such run.').count()).toBe(2);
    expect(await page.getByText('No file of either model could be read.').count()).toBe(1);
    await page.close();
  });

  test('names and values are text, whatever they contain, also in a narrow editor', async () => {
    const { page, problems } = await open(hostileVersionsReport(), { width: 460 });
    await page.locator('.data-row').first().waitFor();
    await page.locator('vscode-panel-tab', { hasText: 'Metrics over versions' }).click();
    await page.locator('.trend svg[role="img"]').waitFor();
    expect(await page.evaluate(() => (window as { attacked?: number }).attacked)).toBeUndefined();
    expect(await page.locator('#root img, #root script, #root b').count()).toBe(0);
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0);
    expect(problems).toEqual([]);
    await page.close();
  });
});

describe('metrics over versions', () => {
  test('a mark a version, words where it is deployed, and why some are missing', async () => {
    const { page, problems } = await open(trendReport());
    await page.locator('.trend svg[role="img"]').waitFor();
    expect(await page.locator('.trend .stage-mark').count()).toBe(4);
    expect(await page.locator('.trend .over-lines').allTextContents()).toEqual(['Production @champion', 'Staging @challenger']);
    await page.getByText('v2: It was registered without a source run.').waitFor();
    const table = page.getByRole('table', { name: 'Versions and their auc' });
    expect((await table.locator('tbody tr').first().innerText()).split(/\s+/).slice(0, 4)).toEqual(['v6', '0.86', '+0.01', 'None']);
    await page.locator('.trend .hit').nth(3).hover();
    expect(await page.locator('.tooltip').innerText()).toContain('v4 · Production');
    await page.getByRole('combobox', { name: 'Metric' }).click();
    await page.getByRole('option', { name: 'logloss' }).click();
    expect(await page.locator('.trend .stage-mark').count()).toBe(5);
    expect(problems).toEqual([]);
    await page.close();
  });
});

test('the page is small', () => expect(bundledSize(pages, 'versions.js')).toBeLessThan(350_000));

describe.each(Object.entries(editorThemes))('in the %s theme', (name, theme) => {
  test('the policy holds, the text can be read, and a commit is copied', async () => {
    const { page, problems, copyText } = await hosted(flightsVersionsReport(), theme);
    await page.getByRole('table', { name: 'Metrics' }).waitFor();
    await page.screenshot({ path: path.join(pictures, `versions-${name}.png`), fullPage: true });
    expect(await page.evaluate(weakestContrast)).toBeGreaterThanOrEqual(4.5);
    await page.getByRole('button', { name: 'Copy' }).first().click();
    await vi.waitFor(() => expect(copyText.mock.calls[0]?.[0]).toEqual({ text: '0123456789abcdef0123456789abcdef01234567' }));
    await page.locator('vscode-panel-tab', { hasText: 'Metrics over versions' }).click();
    await page.locator('.trend svg[role="img"]').waitFor();
    await page.screenshot({ path: path.join(pictures, `versions-plot-${name}.png`), fullPage: true });
    expect(await page.evaluate(weakestContrast)).toBeGreaterThanOrEqual(4.5);
    expect(problems).toEqual([]);
    await page.close();
  });
});
