import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Handlers } from '../../src/base/protocol';
import { detectPage, type DetectReport } from '../../src/detect/contract';
import { formatCount } from '../../webview/kit/format';
import { errorsReport, hostileDetectReport, lossesReport, steadyReport, trendReport } from '../support/detectFixtures';
import { editorThemes, type EditorTheme } from '../support/editorThemes';
import { openHosted } from '../support/hostedPages';
import { quietHandlers } from '../support/quietHandlers';
import { exportedState } from '../support/reportFixtures';
import { bundledSize, openExported, openReportPages, type ReportPages } from '../support/reportPages';
import { weakestContrast } from '../support/weakestContrast';

/** The page about concept drift in a real browser: as an exported file, and as the editor shows it in its four themes. */
let pages: ReportPages;
const pictures = path.resolve(import.meta.dirname, '../../test-results/screenshots');
beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  pages = await openReportPages();
});
afterAll(() => pages.close());

async function open(report: DetectReport, options: { width?: number } = {}) {
  const file = await pages.exported('detect', 'Concept drift', report);
  const shown = await openExported(pages, file, options);
  await shown.page.locator('.stream-chart svg').waitFor();
  return { ...shown, file };
}

async function hosted(report: DetectReport, theme: EditorTheme) {
  const handlers = quietHandlers({ ...exportedState('Concept drift', report), canRun: true });
  const shown = await openHosted(pages, {
    kind: 'detect',
    theme,
    page: detectPage,
    handlers: handlers as Handlers<typeof detectPage.calls>,
  });
  return { ...shown, done: handlers.rerun };
}

const verdictOf = async (page: Page): Promise<string> => (await page.locator('.verdict').innerText()).trim();

const rowsOf = async (page: Page): Promise<string[][]> =>
  (await page.getByRole('table', { name: 'Changes detected' }).locator('tbody tr').allInnerTexts()).map(row => row.split(/\s+/));

describe('a stream of errors', () => {
  const report = errorsReport();

  test('says what changed and where, without a complaint of the browser', async () => {
    const { page, problems, file } = await open(report);
    expect(report.counts.detections).toBeGreaterThan(1);
    expect(await page.locator('h1').innerText()).toBe('Concept drift in wrong');
    expect(await verdictOf(page)).toBe(
      `${report.counts.detections} changes detected in 60,000 values, the first at row ${formatCount(report.changes[0]?.row ?? -1)}.`,
    );
    const facts = await page.getByRole('list', { name: 'About this report' }).innerText();
    expect(facts).toContain('HDDM-A as river 0.26.1');
    expect(facts).toContain(`${formatCount(report.counts.warnings)} rows with a warning`);
    const rows = await rowsOf(page);
    expect(rows.map(([row]) => row)).toEqual(report.detections.map(formatCount));
    expect(problems).toEqual([]);
    console.log(`detect.js ${bundledSize(pages, 'detect.js')} B, export of 60,000 rows ${statSync(file).size} B`);
    expect(statSync(file).size).toBeLessThan(1_000_000);
    await page.close();
  });

  test('draws every detection and warning, and thousands of rows as one point with its extremes', async () => {
    const { page } = await open(report);
    expect(await page.locator('.stream-detection').count()).toBe(report.stream.detections.filter(count => count > 0).length);
    expect(await page.locator('.stream-warnings').count()).toBe(1);
    expect(await page.locator('.stream-band').count()).toBe(0);
    expect(await page.locator('.legend').innerText()).toContain('error rate');
    expect(await page.locator('.stream-chart').innerText()).toContain('Each of the 1,200 points stands for 50 rows.');
    const box = await page.locator('.stream-chart svg').boundingBox();
    if (box === null) throw new Error('The chart has no place.');
    await page.mouse.move(box.x + box.width / 2, box.y + 100);
    expect(await page.locator('.tooltip').innerText()).toMatch(
      /^rows [\d,]+ to [\d,]+\nmean 0\.\d+, from 0 to 1\nmean since the last change 0\.\d+/,
    );
    await page.close();
  });

  test('a change is chosen by keyboard and stands out in the chart', async () => {
    const { page } = await open(report);
    await page.locator('.row-button').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.locator('.row-button[aria-current="true"]').innerText()).toBe(formatCount(report.detections[1] ?? -1));
    expect(await page.locator('.chosen-line').count()).toBe(1);
    await page.keyboard.press('Enter');
    expect(await page.locator('.chosen-line').count()).toBe(0);
    await page.close();
  });

  test('has a picture in its accessible name, and parameters in words', async () => {
    const { page } = await open(report);
    const name = await page.locator('.stream-chart svg').getAttribute('aria-label');
    expect(name).toContain('The table below has every change.');
    expect(await page.locator('.parameters').innerText()).toMatch(/drift_confidence\s+0\.001 river’s default/);
    await page.close();
  });
});

describe('other streams', () => {
  test('losses: each value, gaps, no warnings, parameters of one’s own', async () => {
    const { page, problems } = await open(lossesReport());
    expect(await verdictOf(page)).toMatch(
      /^1 change detected in 846 values, at row 5\d\d: the mean is 1\.0\d+ up to it, 2\.\d+ after it\.$/,
    );
    expect(await page.locator('.stream-band').count()).toBe(0);
    expect(await page.locator('.stream-value').getAttribute('d')).toMatch(/^M.*M/);
    expect(await page.locator('.legend').innerText()).not.toContain('warning');
    const facts = await page.getByRole('list', { name: 'About this report' }).innerText();
    expect(facts).toContain('ADWIN gives no warnings');
    expect(facts).toContain('54 missing or infinite values skipped');
    expect(await page.locator('.parameters').innerText()).toMatch(/clock\s+8 river’s default is 32/);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('a trend of many losses: points with their extremes', async () => {
    const report = trendReport();
    const { page, file } = await open(report);
    expect(await page.locator('.stream-band').count()).toBe(1);
    expect(report.counts.detections).toBeGreaterThan(1);
    expect(await page.locator('.stream-chart').innerText()).toContain('Each of the 1,197 points stands for 209 rows.');
    expect(statSync(file).size).toBeLessThan(1_000_000);
    await page.screenshot({ path: path.join(pictures, 'detect-trend.png'), fullPage: true });
    await page.close();
  });

  test('one that does not change says so', async () => {
    const { page } = await open(steadyReport());
    expect(await verdictOf(page)).toBe('No change detected in 400 values.');
    expect(await page.getByText('None was detected.').count()).toBe(1);
    expect(await page.locator('.parameters').innerText()).toMatch(/seed\s+42/);
    await page.close();
  });

  test('names from data stay text, and what is not listed is said', async () => {
    const { page, problems } = await open(hostileDetectReport());
    expect(await page.locator('h1').innerText()).toContain('<img src=x onerror=alert(1)>\ufffdevil⏎[x]');
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('.notice').innerText()).toContain('The first 1 are listed; the chart has the other 12,344 too');
    expect(problems).toEqual([]);
    await page.close();
  });

  test('nothing is wider than a narrow editor', async () => {
    const { page } = await open(errorsReport(), { width: 420 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(420);
    await page.close();
  });
});

describe('in the editor', () => {
  test.each(Object.entries(editorThemes))('%s: legible, and its actions reach the host', async (name, theme) => {
    const { page, done, problems } = await hosted(errorsReport(), theme);
    await page.locator('.stream-chart svg').waitFor();
    await page.screenshot({ path: path.join(pictures, `detect-${name}.png`), fullPage: true });
    expect(await page.evaluate(weakestContrast)).toBeGreaterThanOrEqual(4.5);
    await page.getByRole('button', { name: 'Re-run' }).click();
    await vi.waitFor(() => expect(done).toHaveBeenCalledTimes(1));
    expect(problems).toEqual([]);
    await page.close();
  });
});
