import { statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lightReport } from '../../src/drift/lightReport';
import { wideRichReport } from '../support/driftPageFixtures';
import { hostedDrift } from '../support/hostedDrift';
import { exportedState, wideDriftReport } from '../support/reportFixtures';
import { openExported, openReportPages, type ReportPages } from '../support/reportPages';

/** The drift page of very many columns: how soon it is there, and how much it is sent. */
let pages: ReportPages;
beforeAll(async () => void (pages = await openReportPages()));
afterAll(() => pages.close());

describe('five thousand columns', () => {
  test('open, though no message is larger than 2 MB', async () => {
    const report = lightReport(wideRichReport(wideDriftReport(5000)), 0);
    expect(JSON.stringify(report).length).toBeGreaterThan(2_400_000);
    const { page, problems, largestMessage } = await hostedDrift(pages, report);
    await page.locator('.data-row').first().waitFor();
    expect(await page.locator('main').innerText()).toContain('5,000 columns');
    expect(largestMessage()).toBeGreaterThan(500_000);
    expect(largestMessage()).toBeLessThan(2_000_000);
    expect(problems).toEqual([]);
    await page.close();
  });
});

describe('a thousand columns with all their detail', () => {
  const report = wideRichReport(wideDriftReport(1000));
  const light = lightReport(report, 0);

  test('the first rows are painted within 300 ms of the state; a column’s detail comes when it is opened', async () => {
    const { page, problems, said } = await hostedDrift(pages, report, { shown: light });
    const all = async (): Promise<unknown> => page.waitForFunction(() => document.querySelectorAll('.data-row').length === 1000);
    const times: number[] = [];
    // Other work on the machine makes a single measurement say nothing.
    for (let tookMs = 1; tookMs <= 3; tookMs++) {
      await all();
      times.push(await page.evaluate(untilRows, JSON.stringify(exportedState('Drift', { ...light, tookMs }))));
    }
    await all();
    const took = Math.min(...times);
    console.log(
      `1,000 columns: ${JSON.stringify(light).length} characters, first rows painted ${Math.round(took)} ms after the state arrived`,
    );
    expect(took).toBeLessThan(300);
    expect(said.part).not.toHaveBeenCalled();
    await page.locator('.row-button').first().click();
    await page.getByText('Quantile–quantile').waitFor();
    expect(said.part).toHaveBeenCalledOnce();
    expect(await page.locator('.row-button[aria-expanded="true"] .name').innerText()).toBe(
      report.columns[said.part.mock.calls[0]?.[0].index ?? -1]?.name,
    );
    expect(problems).toEqual([]);
    await page.close();
  });

  test('the exported file holds them in less than 1 MB: the detail of most, and it says of how many not', async () => {
    const file = await pages.exported('drift', 'A report', report);
    const { page, problems } = await openExported(pages, file);
    await page.locator('.data-row').first().waitFor();
    console.log(`export of 1,000 columns with all their detail: ${statSync(file).size} B`);
    expect(statSync(file).size).toBeLessThanOrEqual(1_000_000);
    expect(await page.getByRole('note').innerText()).toMatch(/of \d{1,3} columns with the least severity were left out/);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('of three thousand the least severe go without detail, and the file says so', async () => {
    const file = await pages.exported('drift', 'A report', wideRichReport(wideDriftReport(3000)));
    const { page, problems } = await openExported(pages, file);
    await page.locator('.data-row').first().waitFor();
    const note = await page.getByRole('note').innerText();
    console.log(`export of 3,000 columns: ${statSync(file).size} B. ${note}`);
    expect(statSync(file).size).toBeLessThanOrEqual(1_000_000);
    expect(note).toMatch(/of [12],\d{3} columns with the least severity were left out/);
    await page.locator('.row-button').first().click();
    await page.getByText('Quantile–quantile').waitFor();
    await page
      .getByRole('textbox')
      .fill(wideDriftReport(3000).columns.toSorted((a, b) => Number(a.severity) - Number(b.severity))[0]?.name ?? '');
    await page.locator('.row-button').first().click();
    await page.getByText('were left out to keep the file below 1 MB. They are in the saved report.').waitFor();
    expect(problems).toEqual([]);
    await page.close();
  });
});

/** Runs in the page: gives it another state as the host would, and how long until its rows were painted. */
function untilRows(state: string): Promise<number> {
  const message = { jsonrpc: '2.0', method: 'page/state', params: JSON.parse(state) as unknown };
  return new Promise(resolve => {
    document.querySelector('.page-body')?.replaceChildren();
    const start = performance.now();
    window.postMessage(message, '*');
    const look = (): void => {
      if (document.querySelectorAll('.page-body .data-row').length === 0) requestAnimationFrame(look);
      else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start), 0));
    };
    look();
  });
}
