import { statSync } from 'node:fs';
import { type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatNumber, formatSigned } from '../../webview/kit/format';
import { bySeverity } from '../../src/domain/severityOrder';
import { importanceOfOutput } from '../../webview/explain/outputs';
import { flightsExplainReport, hostileExplainReport } from '../support/explainFixtures';
import { flightsDriftReport, hostileDriftReport, hostileNames, wideDriftReport } from '../support/reportFixtures';
import { bundledSize, openExported, openReportPages, type ReportPages } from '../support/reportPages';
import { without } from '../support/without';

/** The report pages as exported files in a real browser, without a network. */
let pages: ReportPages;
beforeAll(async () => void (pages = await openReportPages()));
afterAll(() => pages.close());

const cells = (row: Locator): Promise<string[]> => row.locator('th, td').allInnerTexts();

async function open(kind: 'drift' | 'explain', report: unknown, options: { width?: number } = {}) {
  const file = await pages.exported(kind, 'A report', report);
  return { ...(await openExported(pages, file, options)), file };
}

describe('the files', () => {
  test('pages and exports are small', async () => {
    for (const name of ['drift.js', 'explain.js']) expect(bundledSize(pages, name)).toBeLessThan(350_000);
    const { file } = await open('explain', flightsExplainReport(2000));
    console.log(
      `drift.js ${bundledSize(pages, 'drift.js')} B, explain.js ${bundledSize(pages, 'explain.js')} B, export of 2,000 explained rows ${statSync(file).size} B`,
    );
    expect(statSync(file).size).toBeLessThan(1_000_000);
  });
});

describe('drift', () => {
  const report = flightsDriftReport();

  test('says what the report says, worst first, without a complaint of the browser', async () => {
    const { page, problems } = await open('drift', report);
    await page.locator('.data-row').first().waitFor();
    expect(await page.locator('h1').innerText()).toBe('Drift of flight_delay_model v4');
    expect(await page.locator('.verdict').innerText()).toContain('3 of 8 columns drifted: no dataset drift (below 50 %).');
    const rows = page.locator('.drift > .table-frame .data-row');
    const ordered = bySeverity(report.columns);
    expect(await rows.count()).toBe(ordered.length);
    for (const [index, column] of ordered.entries()) {
      const [verdict, name, , testCell] = await cells(rows.nth(index));
      expect(name).toContain(column.name);
      expect(verdict?.trim()).toBe(
        column.drifted === null
          ? column.status === 'not_tested'
            ? 'not tested'
            : 'not computable'
          : column.drifted
            ? 'drifted'
            : 'no drift',
      );
      expect(testCell).toContain(column.score === null ? column.reason : `${formatNumber(column.score)} ${column.drifted ? '≥' : '<'} 0.1`);
    }
    expect(await page.locator('.actions').count()).toBe(0);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('a row opens by keyboard with all its numbers, and closes', async () => {
    const { page } = await open('drift', report);
    const first = page.locator('.row-button').first();
    await first.focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('origin_delay_3h');
    await page.keyboard.press('Enter');
    const detail = page.locator('.column-detail');
    await detail.waitFor();
    expect(await page.locator('.row-button[aria-expanded="true"]').innerText()).toContain('origin_delay_3h');
    const quantiles = await detail.getByRole('table', { name: 'Quantiles' }).locator('tbody tr').allInnerTexts();
    expect(quantiles[0]?.split(/\s+/)).toEqual(['mean', '9.1', '14.6', '+5.5']);
    expect(await detail.getByRole('table', { name: 'Sizes' }).innerText()).toMatch(/reference\s+468,443\s+29,901\s+60,211/);
    expect(await detail.locator('svg[role="img"]').count()).toBe(3);
    expect(await detail.innerText()).toContain('3.817 (times the threshold');
    await page.keyboard.press('Enter');
    expect(await detail.count()).toBe(0);
    await page.close();
  });

  test('the heights of the histogram can be shares, counts and logarithmic', async () => {
    const { page } = await open('drift', report);
    await page.locator('.row-button').first().click();
    const ticks = page.locator('.column-detail figure').first().locator('.tick-label');
    await ticks.first().waitFor();
    const texts: string[] = [];
    for (const height of ['count', 'log', 'share']) {
      await page.locator('vscode-radio', { hasText: height }).click();
      texts.push((await ticks.allTextContents()).join(' '));
    }
    expect(texts[0]).toContain('20,000');
    expect(texts[1]).toContain('0.1 %');
    expect(texts[2]).toContain('5 %');
    await page.close();
  });

  test('categories tell what is new and gone', async () => {
    const { page } = await open('drift', report);
    await page.locator('.row-button', { has: page.locator('.name', { hasText: /^origin$/ }) }).click();
    const table = page.getByRole('table', { name: 'Categories' });
    expect(await table.locator('tr', { hasText: 'GEG' }).innerText()).toMatch(/GEG\s+new\s+0\s+0\.0 %\s+1,650\s+0\.3 %/);
    expect(await table.locator('tr', { hasText: 'TWA' }).innerText()).toContain('gone');
    await page.close();
  });

  test('filters and sorting', async () => {
    const { page } = await open('drift', report);
    const names = page.locator('.drift > .table-frame .data-row .name');
    await page.getByRole('textbox').fill('delay');
    expect((await names.allInnerTexts()).toSorted()).toEqual(['delayed', 'origin_delay_3h', 'origin_delay_yesterday']);
    await page.getByRole('combobox', { name: 'Show' }).click();
    await page.getByRole('option', { name: 'no drift' }).click();
    expect(await names.allInnerTexts()).toEqual(['delayed']);
    expect(await page.locator('.counted').innerText()).toBe('1 of 12 columns');
    await page.getByRole('textbox').fill('nothing has this name');
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    expect(await names.count()).toBe(12);
    await page.getByRole('button', { name: 'Column' }).click();
    expect((await names.allInnerTexts()).slice(0, 3)).toEqual(['carrier_is_hub', 'delayed', 'dep_hour']);
    expect(await page.locator('th[aria-sort="ascending"]').innerText()).toContain('Column');
    await page.close();
  });

  test('names are text, whatever they contain', async () => {
    const { page, problems } = await open('drift', hostileDriftReport());
    await page.locator('.data-row').first().waitFor();
    for (let index = 0; index < hostileNames.length; index++) {
      await page.locator('.row-button').nth(index).click();
      await page.locator('.column-detail').waitFor();
    }
    expect(await page.evaluate(() => (window as { attacked?: number }).attacked)).toBeUndefined();
    expect(await page.locator('#root img, #root script, #root b, #root i').count()).toBe(0);
    expect(await page.locator('.data-row .name').first().innerText()).toBe(hostileNames[0]);
    expect(problems).toEqual([]);
    await expectNoOverflow(page);
    await page.close();
  });

  test('a thousand columns: the first rows are there at once, the others follow', async () => {
    const few = await open('drift', report);
    const paintOfFew = await few.page.evaluate(firstPaint);
    await few.page.close();
    const { page, problems } = await open('drift', wideDriftReport(1000));
    const paint = await page.evaluate(firstPaint);
    const rows = page.locator('.drift > .table-frame .data-row');
    await page.waitForFunction(() => document.querySelectorAll('.data-row').length === 1000);
    const complete = await page.evaluate(() => performance.now());
    const filtering = await page.evaluate(() => {
      const field = document.querySelector<HTMLElement & { value: string }>('vscode-text-field');
      const start = performance.now();
      if (field) field.value = 'feature_09';
      field?.dispatchEvent(new Event('input'));
      document.body.getBoundingClientRect();
      return performance.now() - start;
    });
    console.log(
      `1,000 columns: first paint after ${Math.round(paint)} ms (with 12: ${Math.round(paintOfFew)} ms), all rows after at most ${Math.round(complete)} ms, filtered in ${Math.round(filtering)} ms`,
    );
    expect(await rows.count()).toBe(100);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('nothing is wider than a narrow editor', async () => {
    const { page } = await open('drift', report, { width: 460 });
    await page.locator('.row-button').first().click();
    await expectNoOverflow(page);
    await page.close();
  });
});

describe('explain', () => {
  const report = flightsExplainReport(400);
  const importance = importanceOfOutput(report, 0);

  test('says what the report says', async () => {
    const { page, problems } = await open('explain', report);
    await page.locator('.data-row').first().waitFor();
    expect(await page.locator('h1').innerText()).toBe('Why flight_delay_model v4 says what it says');
    expect(await page.locator('.verdict').innerText()).toBe(
      'base value −1.204 (log-odds of late) · additive within 3e-12 · not checked against the model',
    );
    const rows = await page.locator('#view-bar').getByRole('table').locator('tbody tr').allInnerTexts();
    const expected = report.features
      .map((feature, index) => ({ feature, meanAbs: importance[index] ?? 0 }))
      .toSorted((left, right) => right.meanAbs - left.meanAbs);
    expect(rows.map(row => row.split(/\s+/).slice(0, 2))).toEqual(expected.map(({ feature, meanAbs }) => [feature, formatNumber(meanAbs)]));
    expect(problems).toEqual([]);
    await page.close();
  });

  test('a click on a dot explains its row', async () => {
    const { page, problems } = await open('explain', report);
    await page.locator('vscode-panel-tab', { hasText: 'Beeswarm' }).click();
    const row = await clickSomeDot(page);
    const detail = page.locator('.row-detail');
    expect(await detail.innerText()).toContain(`Row ${row} is pushed`);
    const place = report.rowIndex.indexOf(Number(row));
    const values = (report.values?.[place] ?? []) as readonly number[];
    const shown = await page
      .getByRole('table', { name: `SHAP values of row ${row}` })
      .locator('tbody tr')
      .allInnerTexts();
    const expected = report.features
      .map((feature, index) => ({ feature, value: values[index] ?? 0 }))
      .toSorted((left, right) => Math.abs(right.value) - Math.abs(left.value));
    expect(shown.map(line => [line.split(/\s+/)[0], line.split(/\s+/).at(-1)])).toEqual(
      expected.map(({ feature, value }) => [feature, formatSigned(value)]),
    );
    const prediction = report.page?.predictions[place]?.[0] ?? NaN;
    expect(await detail.locator('.mark-text').allTextContents()).toEqual([
      expect.stringContaining(`f(x) = ${formatNumber(prediction)}`),
      expect.stringContaining('E[f(X)] = −1.204'),
    ]);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('the beeswarm by keyboard', async () => {
    const { page } = await open('explain', report);
    await page.locator('vscode-panel-tab', { hasText: 'Bar' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    const said = await page.locator('.beeswarm [aria-live]').textContent();
    await page.keyboard.press('Enter');
    const row = /^row (\d+), origin_delay_3h = /.exec(said ?? '')?.[1];
    expect(row, said ?? 'nothing was said').toBeDefined();
    expect(await page.locator('.row-detail').innerText()).toContain(`Row ${row} is pushed`);
    expect(await page.locator('.row-button[aria-current="true"]').innerText()).toBe(row);
    await page.close();
  });

  test('a row by its number, its neighbours, and from the list', async () => {
    const { page } = await open('explain', report);
    const field = page.locator('.row-picker').getByRole('textbox');
    await field.fill('301');
    await field.press('Enter');
    await page.getByText('Row 301 is pushed').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('Row 304 is pushed').waitFor();
    await page.locator('.row-picker').getByRole('textbox').fill('302');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByText('Row 302 is not among the 400 explained rows.').waitFor();
    const list = page.getByRole('table', { name: 'Explained rows' });
    await list.getByRole('button', { name: 'f(x)' }).click();
    await list.locator('.data-row').first().click();
    const highest =
      report.rowIndex[
        (report.page?.predictions ?? []).reduce((best, [value = 0], index, all) => (value > (all[best]?.[0] ?? 0) ? index : best), 0)
      ];
    await page.getByText(`Row ${highest} is pushed`).waitFor();
    await page.close();
  });

  test('several outputs', async () => {
    const several = flightsExplainReport(60, ['class_0', 'class_1', 'class_2']);
    const { page } = await open('explain', several);
    await page.getByRole('combobox', { name: 'Output' }).click();
    await page.getByRole('option', { name: 'class_1' }).click();
    const first = await page.locator('#view-bar').getByRole('table').locator('tbody tr').first().innerText();
    expect(first.split(/\s+/).slice(0, 2)).toEqual(['dep_hour', formatNumber(importanceOfOutput(several, 1)[0] ?? 0)]);
    expect(await page.locator('.explain').innerText()).toContain('Values in log-odds of class_1, from the base value −0.8541.');
    await page.close();
  });

  test('a report without values of rows still shows its importance', async () => {
    const { page, problems } = await open('explain', without(report, 'values', 'page'));
    expect(await page.locator('#view-bar').getByRole('table').locator('tbody tr').count()).toBe(12);
    await page.locator('vscode-panel-tab', { hasText: 'Beeswarm' }).click();
    await page.getByText('keeps no values of single rows').waitFor();
    expect(problems).toEqual([]);
    await page.close();
  });

  test('names and values are text, whatever they contain', async () => {
    const { page, problems } = await open('explain', hostileExplainReport(), { width: 460 });
    await page.locator('vscode-panel-tab', { hasText: 'Beeswarm' }).click();
    await clickSomeDot(page);
    expect(await page.evaluate(() => (window as { attacked?: number }).attacked)).toBeUndefined();
    expect(await page.locator('#root img, #root script, #root b').count()).toBe(0);
    expect(problems).toEqual([]);
    await expectNoOverflow(page);
    await page.close();
  });
});

/** Runs in the page: milliseconds from its request to the first thing that is seen. */
function firstPaint(): Promise<number> {
  return new Promise(resolve => {
    new PerformanceObserver(list => resolve(list.getEntries()[0]?.startTime ?? NaN)).observe({ type: 'paint', buffered: true });
  });
}

/** Moves the pointer along the middle of the first row until it is on a dot, clicks, and gives the row that was named. */
async function clickSomeDot(page: Page): Promise<string> {
  const swarm = page.locator('.beeswarm');
  await swarm.locator('canvas').first().waitFor();
  await swarm.scrollIntoViewIfNeeded();
  const box = await swarm.boundingBox();
  if (!box) throw new Error('The beeswarm is not visible.');
  for (let x = 180; x < box.width - 80; x += 3) {
    await page.mouse.move(box.x + x, box.y + 21);
    if (!(await swarm.evaluate(node => node.classList.contains('pointing')))) continue;
    const row = /^row (\d+)/.exec(await page.locator('.tooltip').innerText())?.[1];
    await page.mouse.click(box.x + x, box.y + 21);
    if (row !== undefined) return row;
  }
  throw new Error('No dot was found.');
}

async function expectNoOverflow(page: Page): Promise<void> {
  const { content, window: visible } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: window.innerWidth,
  }));
  expect(content).toBeLessThanOrEqual(visible);
}
