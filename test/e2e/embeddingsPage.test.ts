import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { driftPage, type DriftReport } from '../../src/drift/contract';
import { editorThemes } from '../support/editorThemes';
import { embeddingDrifts } from '../support/embeddingFixtures';
import { openHosted } from '../support/hostedPages';
import { quietHandlers } from '../support/quietHandlers';
import { exportedState, flightsDriftReport } from '../support/reportFixtures';
import { openReportPages, type ReportPages } from '../support/reportPages';
import { weakestContrast } from '../support/weakestContrast';

/** Embeddings in the page of a drift report, as the editor shows it. */
let pages: ReportPages;
beforeAll(async () => void (pages = await openReportPages()));
afterAll(() => pages.close());

const withEmbeddings: DriftReport = { ...flightsDriftReport(), embeddings: embeddingDrifts };

async function shown(report: DriftReport, theme: string, width?: number) {
  const chosen = editorThemes[theme];
  if (chosen === undefined) throw new Error(`There is no theme ${theme}.`);
  const handlers = quietHandlers(exportedState('Drift', report));
  const sized = width === undefined ? {} : { width };
  const opened = await openHosted(pages, { kind: 'drift', theme: chosen, page: driftPage, handlers, ...sized });
  const section = opened.page.getByRole('region', { name: 'Embeddings' });
  await section.waitFor();
  return { ...opened, section };
}

describe('embeddings', () => {
  test('have a row each: verdict, method, score and threshold, and why there is none', async () => {
    const { page, section, problems } = await shown(withEmbeddings, 'light');
    const rows = await section.locator('tbody tr').allInnerTexts();
    const cells = rows.map(row => row.split('\t').map(cell => cell.trim()));
    expect(cells.map(row => row.slice(0, 6))).toEqual([
      ['drifted', 'review', 'model', '0.8731 > 0.55', '384', '12,000 → 9,500'],
      ['no drift', 'a long name of an embedding, with <b>|x|</b> in it', 'distance (cosine)', '0.0312 ≤ 0.0448', '64', '800 → 788'],
      ['not computable', 'image', 'mmd', '–', '512', '–'],
    ]);
    expect(cells[2]?.at(-1)).toBe('The vectors of the reference have 512 numbers, those of the current data 768.');
    expect(await page.locator('.verdict').innerText()).toContain('1 of 3 embeddings drifted, 1 could not be compared.');
    expect(problems).toEqual([]);
    await page.close();
  });

  test('of a report without another column stand alone: there is nothing to filter', async () => {
    const { page, problems } = await shown({ ...withEmbeddings, columns: [] }, 'light');
    expect(await page.getByRole('search').count()).toBe(0);
    expect(await page.locator('.drift').innerText()).not.toContain('No column passes the filters');
    expect(problems).toEqual([]);
    await page.close();
  });

  test.each(['light', 'dark', 'high contrast dark', 'high contrast light'])('%s: are readable', async theme => {
    const { page, problems } = await shown(withEmbeddings, theme);
    expect(await page.evaluate(weakestContrast)).toBeGreaterThanOrEqual(4.5);
    expect(problems).toEqual([]);
    await page.close();
  });
});
