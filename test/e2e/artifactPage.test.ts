import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { root } from '../../scripts/support/toolchain.mjs';
import { artifactPage, type ArtifactColumn, type ArtifactPageState } from '../../src/artifacts/contract';
import { type Handlers } from '../../src/base/protocol';
import { success } from '../../src/base/result';
import { tell } from '../../src/base/rpc';
import { runId } from '../../src/domain/ids';
import { editorThemes } from '../support/editorThemes';
import { type HostedPage, openHosted } from '../support/hostedPages';
import { openReportPages, type ReportPages } from '../support/reportPages';
import { weakestContrast } from '../support/weakestContrast';

/** The page of an artifact as the editor shows it: its policy, its themes, its message channel. */
let pages: ReportPages;
beforeAll(async () => void (pages = await openReportPages()));
afterAll(() => pages.close());

const hostile = '<img src=x onerror="window.attacked=1">\u202e';
const columns: readonly ArtifactColumn[] = [
  { name: 'delay', kind: 'number', type: 'number', values: [12.345678, null, 'Infinity', -3] },
  { name: 'late', kind: 'boolean', type: 'true or false', values: [1, 0, null, 1] },
  { name: 'departed', kind: 'time', type: 'time', values: [Date.UTC(2001, 0, 2), Date.UTC(2001, 0, 2, 3, 4, 5), null, 1e18] },
  { name: hostile, kind: 'text', type: 'text', values: ['ORD', hostile, null, 'a\nb'] },
];
const shown = (change: Partial<ArtifactPageState> = {}): ArtifactPageState => ({
  place: { owner: { kind: 'run', runId: runId('0123456789abcdef0123456789abcdef') }, path: 'tables/flights.csv' },
  address: 'modelops-artifact:/run/0123456789abcdef0123456789abcdef/tables/flights.csv',
  content: { kind: 'table', size: 12_345_678, table: { rowCount: 498_344, shownRows: 4, columns } },
  failure: null,
  canDownload: true,
  ...change,
});
const pickle = shown({
  place: { owner: { kind: 'run', runId: runId('0123456789abcdef0123456789abcdef') }, path: 'model/model.pkl' },
  content: { kind: 'closed', size: 1800, what: 'pickle' },
});

async function open(state = shown(), theme = 'light') {
  const handlers = {
    ready: vi.fn(() => success(state)),
    download: vi.fn(() => success<void>(undefined)),
    openAsText: vi.fn(() => success<void>(undefined)),
  };
  const known = editorThemes[theme];
  if (known === undefined) throw new Error(`No theme ${theme}.`);
  const hosted: HostedPage = await openHosted(pages, {
    kind: 'artifacts',
    theme: known,
    page: artifactPage,
    handlers: handlers as Handlers<typeof artifactPage.calls>,
  });
  await hosted.page.locator('h1').waitFor();
  return { ...hosted, handlers };
}

describe('a table', () => {
  test('shows its first rows with types, what is missing as such, and text as text', async () => {
    const { page, handlers, problems } = await open();
    expect(await page.locator('.verdict').innerText()).toBe('498,344 rows, 4 columns: the first 4 rows are shown');
    expect(await page.locator('.facts').innerText()).toMatch(/of run 01234567[\s\S]*tables\/flights\.csv[\s\S]*12\.35 MB/);
    const rows = (await page.locator('.data-row').allInnerTexts()).map(row => row.split('\t').map(cell => cell.trim()));
    expect(rows[0]).toEqual(['1', '12.35', 'true', '2001-01-02', 'ORD']);
    expect(rows[1]?.slice(0, 4)).toEqual(['2', 'missing', 'false', '2001-01-02 03:04:05']);
    expect(rows[2]).toEqual(['3', '∞', 'missing', 'missing', 'missing']);
    expect(rows[3]?.slice(3)).toEqual(['out of range', 'a⏎b']);
    expect(await page.locator('thead th').nth(1).innerText()).toContain('delay · number');
    expect(await page.evaluate(() => (window as { attacked?: number }).attacked)).toBeUndefined();
    expect(await page.locator('#root img').count()).toBe(0);
    await page.getByRole('button', { name: 'Download…' }).click();
    await page.getByRole('button', { name: 'Open as Text' }).click();
    await vi.waitFor(() => expect(handlers.openAsText).toHaveBeenCalledOnce());
    expect(handlers.download).toHaveBeenCalledOnce();
    expect(problems).toEqual([]);
    await page.close();
  });

  test('is sorted by its headings, what is missing last', async () => {
    const { page } = await open();
    await page.locator('thead th').nth(1).getByRole('button').click();
    expect(await page.locator('.row-number:is(th[scope=row])').allInnerTexts()).toEqual(['4', '1', '3', '2']);
    await page.close();
  });

  test('of a thousand columns turns them over and finds them by name; a reload keeps the place', async () => {
    const many = Array.from({ length: 1000 }, (_, k): ArtifactColumn => {
      return { name: `feature_${k}`, kind: 'number', type: 'integer', values: Array.from({ length: 1000 }, (__, row) => row + k) };
    });
    const started = performance.now();
    const { page, problems } = await open(
      shown({ content: { kind: 'table', size: 1e7, table: { rowCount: 1000, shownRows: 1000, columns: many } } }),
    );
    await page.locator('.data-row').first().waitFor();
    console.log(`1,000 columns × 1,000 rows: first rows after ${Math.round(performance.now() - started)} ms`);
    expect(await page.locator('.counted').innerText()).toBe('columns 1–40 of 1,000');
    await page.getByRole('button', { name: 'More Columns' }).click();
    expect(await page.locator('thead th').nth(1).innerText()).toContain('feature_40');
    await page.getByRole('textbox', { name: 'Filter columns' }).fill('feature_99');
    expect(await page.locator('.counted').innerText()).toBe('11 of 1,000 columns');
    await page.reload();
    await page.locator('.counted', { hasText: '11 of 1,000 columns' }).waitFor();
    await page.getByRole('textbox', { name: 'Filter columns' }).fill('nothing');
    await page.getByText('No column has such a name.').waitFor();
    expect(problems).toEqual([]);
    await page.close();
  });

  test('that cannot be read says why and offers its text', async () => {
    const { page, connection } = await open(shown({ content: null }));
    await page.getByText('Reading the table…').waitFor();
    const failed = { reason: 'unreadable', message: 'Line 3 has 3 fields where the header has 2.' } as const;
    tell(connection, artifactPage.state, shown({ content: null, failure: failed, canDownload: false }));
    await page.getByRole('alert').getByText('Line 3 has 3 fields').waitFor();
    expect(await page.getByRole('button', { name: 'Open as Text' }).count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Download…' }).count()).toBe(0);
    await page.close();
  });
});

test('a pickle is named, and says why it stays closed', async () => {
  const { page, problems } = await open(pickle);
  expect(await page.locator('.page-body').innerText()).toMatch(
    /A Python pickle[\s\S]*It is not opened: loading it would run code that is in it\./,
  );
  expect(await page.getByRole('button', { name: 'Open as Text' }).count()).toBe(0);
  expect(problems).toEqual([]);
  await page.close();
});

describe.each(Object.keys(editorThemes))('in the %s theme', theme => {
  test('it obeys the policy, its text can be read, and a narrow editor holds it', async () => {
    const folder = path.join(root, 'test-results', 'screenshots');
    mkdirSync(folder, { recursive: true });
    for (const [name, state] of [
      ['table', shown()],
      ['closed', pickle],
    ] as const) {
      const { page, problems } = await open(state, theme);
      await page.locator('.page-body > *').first().waitFor();
      await page.screenshot({ path: path.join(folder, `artifact-${name}-${theme.replaceAll(' ', '-')}.png`) });
      expect(await page.evaluate(weakestContrast)).toBeGreaterThanOrEqual(4.5);
      await page.setViewportSize({ width: 460, height: 900 });
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(460);
      expect(problems).toEqual([]);
      await page.close();
    }
  });
});
