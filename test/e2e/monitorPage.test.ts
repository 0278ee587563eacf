import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Handlers } from '../../src/base/protocol';
import { trendPage, type TrendReport } from '../../src/monitor/contract';
import { editorThemes } from '../support/editorThemes';
import { openHosted } from '../support/hostedPages';
import { quietHandlers } from '../support/quietHandlers';
import { exportedState } from '../support/reportFixtures';
import { bundledSize, openExported, openReportPages, type ReportPages } from '../support/reportPages';
import { weeklyTrend } from '../support/trendFixtures';
import { weakestContrast } from '../support/weakestContrast';

/** The trend of a monitor in a real browser: as an exported file, and as the editor shows it in its four themes. */
let pages: ReportPages;
const pictures = path.resolve(import.meta.dirname, '../../test-results/screenshots');
beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  pages = await openReportPages();
});
afterAll(() => pages.close());

async function open(report: TrendReport, options: { width?: number } = {}) {
  return await openExported(pages, await pages.exported('monitor', 'Trend', report), options);
}

test('says what is, since when, and which columns did it', async () => {
  const { page, problems } = await open(weeklyTrend());
  await page.locator('.share-mark').first().waitFor();
  expect(await page.locator('h1').innerText()).toBe('Trend of weekly');
  expect((await page.locator('.verdict').innerText()).trim()).toBe('Dataset drift in the last 4 reports.');
  expect([await page.locator('.share-mark').count(), await page.locator('.share-mark.drifted').count()]).toEqual([11, 4]);
  for (const text of ['3 older reports not shown.', '1 report could not be read.']) await page.getByText(text).waitFor();
  const cells = page.getByRole('table', { name: 'Columns over the reports' }).locator('tbody tr');
  expect((await cells.first().innerText()).split(/\s+/).join(' ')).toBe('dep_hour · · · · · ■ ■ ■ ■ ■ ■ 6 times');
  expect(await cells.first().locator('td').nth(4).getAttribute('aria-label')).toBe('not in this report');
  await page.locator('.hit').last().hover();
  expect(await page.locator('.tooltip').innerText()).toContain('6 of 6 columns (100.0 %)');
  const reports = page.getByRole('table', { name: 'Reports', exact: true }).locator('tbody tr');
  expect(await reports.count()).toBe(12);
  expect(await reports.first().innerText()).toContain('Dataset drift');
  expect(problems).toEqual([]);
  await page.close();
});

test('one report is a trend too, and a narrow editor scrolls nothing but the table', async () => {
  const whole = weeklyTrend();
  const only = weeklyTrend({
    points: whole.points.slice(0, 1),
    trend: whole.trend.map(column => ({ ...column, cells: column.cells.slice(0, 1) })),
  });
  const { page, problems } = await open(only, { width: 460 });
  await page.locator('.share-mark').first().waitFor();
  expect((await page.locator('.verdict').innerText()).trim()).toBe('No dataset drift in the only report.');
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0);
  expect(problems).toEqual([]);
  await page.close();
});

test('names are text, whatever they contain', async () => {
  const name = '<img src=x onerror="window.attacked=1">';
  const whole = weeklyTrend();
  const { page, problems } = await open(weeklyTrend({ monitor: name, trend: whole.trend.map(column => ({ ...column, name })) }));
  await page.locator('.share-mark').first().waitFor();
  expect(await page.evaluate(() => (window as { attacked?: number }).attacked)).toBeUndefined();
  expect(await page.locator('#root img').count()).toBe(0);
  expect(problems).toEqual([]);
  await page.close();
});

test('the page is small', () => expect(bundledSize(pages, 'monitor.js')).toBeLessThan(300_000));

describe.each(Object.entries(editorThemes))('in the %s theme', (name, theme) => {
  test('the policy holds and the text can be read', async () => {
    const handlers = quietHandlers(exportedState('Trend', weeklyTrend()));
    const { page, problems } = await openHosted(pages, {
      kind: 'monitor',
      theme,
      page: trendPage,
      handlers: handlers as Handlers<typeof trendPage.calls>,
    });
    await page.locator('.share-mark').first().waitFor();
    await page.screenshot({ path: path.join(pictures, `monitor-${name}.png`), fullPage: true });
    expect(await page.evaluate(weakestContrast)).toBeGreaterThanOrEqual(4.5);
    expect(problems).toEqual([]);
    await page.close();
  });
});
