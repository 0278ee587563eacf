import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { tell } from '../../src/base/rpc';
import { type Run } from '../../src/domain/run';
import { runsPage, type RunsPageState } from '../../src/runs/contract';
import { editorThemes } from '../support/editorThemes';
import { type HostedPage, openHosted } from '../support/hostedPages';
import { openReportPages, type ReportPages } from '../support/reportPages';
import { fixtureRun, flightRuns, RunsFixture } from '../support/runsFixture';

/** The runs page in a real browser, with a host that answers from memory. */
let pages: ReportPages;
beforeAll(async () => void (pages = await openReportPages()));
afterAll(() => pages.close());

const light = editorThemes['light'] ?? { kind: 'vscode-light' as const, colors: {} };
const pictures = path.resolve(import.meta.dirname, '..', '..', 'test-results', 'screenshots');

async function open(fixture: RunsFixture, options: { theme?: typeof light; width?: number } = {}): Promise<HostedPage> {
  const hosted = await openHosted(pages, { kind: 'runs', theme: light, page: runsPage, handlers: fixture.handlers, ...options });
  hosted.page.setDefaultTimeout(10_000);
  return hosted;
}

async function openFlights(state: Partial<RunsPageState> = {}): Promise<HostedPage & { fixture: RunsFixture }> {
  const fixture = new RunsFixture(flightRuns(), state);
  const hosted = await open(fixture);
  await hosted.page.locator('.grid-row').first().waitFor();
  return { ...hosted, fixture };
}

const names = (page: Page) =>
  page.locator('.table-view .grid-row').evaluateAll(rows =>
    rows
      .map(row => ({
        index: Number(row.getAttribute('aria-rowindex')),
        name: row.querySelector('[role="rowheader"]')?.textContent?.trim() ?? '',
      }))
      .sort((left, right) => left.index - right.index)
      .map(row => row.name),
  );

async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await page.waitForTimeout(250);
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
}

async function compareFirst(page: Page, count: number): Promise<void> {
  for (let index = 0; index < count; index++) await page.locator(`.grid-row[data-row="${index}"] .check`).click();
  await page.getByRole('button', { name: count === 1 ? 'Show curves' : 'Compare', exact: true }).click();
  await page
    .locator('.run-legend li')
    .nth(count - 1)
    .waitFor();
}

describe('the table', () => {
  test('shows the runs in the default columns, nested, without a complaint of the browser', async () => {
    const { page, problems } = await openFlights();
    const headings = await page
      .locator('.grid-head [role="columnheader"]')
      .evaluateAll(all => all.map(each => each.getAttribute('data-heading')));
    expect(headings.slice(0, 8)).toEqual([
      'attributes.run_name',
      'attributes.start_time',
      'attributes.duration',
      'attributes.status',
      'metrics.auc',
      'metrics.log_loss',
      'metrics.recall_late',
      'metrics.train_seconds',
    ]);
    expect(headings).not.toContain('params.seed');
    expect(await page.locator('.status-line').innerText()).toContain('141 runs');
    expect((await names(page))[2]).toBe('depth-sweep');
    await page.locator('.grid-row[data-row="2"] .twistie').click();
    await page.locator('.grid-row[aria-level="2"]').nth(3).waitFor();
    expect(await page.locator('.grid-row[data-row="2"]').getAttribute('aria-expanded')).toBe('true');
    expect(problems).toEqual([]);
    await page.locator('.grid-row[data-row="4"] .check').click();
    await picture(page, 'runs-table');
    await page.close();
  });

  test('a heading sorts all runs, not only those that are loaded', async () => {
    const { page, fixture } = await openFlights();
    await page.locator('[data-heading="metrics.auc"]').click();
    await page.locator('[data-heading="metrics.auc"][aria-sort="descending"]').waitFor();
    const best = [...fixture.runs]
      .filter(run => run.lifecycleStage === 'active' && Number.isFinite(run.metrics['auc']))
      .sort((left, right) => (right.metrics['auc'] ?? 0) - (left.metrics['auc'] ?? 0));
    await vi.waitFor(async () => expect((await names(page))[0]).toBe(best[0]?.runName));
    await page.locator('[data-heading="metrics.auc"]').click();
    await vi.waitFor(async () => expect((await names(page))[0]).toBe(best.at(-1)?.runName));
    await page.close();
  });

  test('a filter is completed, underlined where it is wrong, sent with Enter, and cleared', async () => {
    const { page } = await openFlights();
    const field = page.getByRole('combobox', { name: /Filter runs/ });
    await field.pressSequentially('metrics.au');
    await page.locator('.completion', { hasText: 'auc' }).waitFor();
    await page.keyboard.press('Tab');
    await field.pressSequentially('>> 0.7');
    expect(await page.locator('.filter-underline .wrong').count()).toBe(1);
    await page.keyboard.press('Enter');
    expect(await page.getByRole('alert').innerText()).toMatch(/wrong at character/);
    await picture(page, 'runs-filter-wrong');
    await field.fill("metrics.auc > 0.7 AND params.booster = 'dart'");
    await page.keyboard.press('Enter');
    await page.getByText(/^\d+ runs?$/).waitFor();
    expect((await names(page)).length).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Clear', exact: true }).first().click();
    await page.getByText('141 runs').waitFor();
    await page.close();
  });

  test('columns are searched, shown, pinned, moved and remembered', async () => {
    const { page, fixture } = await openFlights();
    await page.getByRole('button', { name: 'Columns…' }).click();
    await page.getByRole('dialog', { name: 'Columns' }).getByRole('textbox').fill('seed');
    await page.keyboard.press('Enter');
    await vi.waitFor(() => expect(fixture.layout?.columns).toContain('params.seed'));
    await picture(page, 'runs-columns');
    await page.locator('.list-row', { hasText: 'log_loss' }).locator('[data-action="pin"]').click();
    await page.locator('[data-heading="metrics.log_loss"].pinned').waitFor();
    expect(fixture.layout?.pinned).toEqual(['attributes.run_name', 'metrics.log_loss']);
    expect(fixture.layout?.columns).toContain('params.seed');
    await page.keyboard.press('Escape');
    await page.reload();
    await page.locator('[data-heading="metrics.log_loss"].pinned').waitFor();
    await page.close();
  });

  test('groups say of how many loaded runs they are', async () => {
    const { page } = await openFlights();
    await page.getByRole('button', { name: /Group by/ }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('booster');
    await page.keyboard.press('Enter');
    await page.locator('.group-row').first().waitFor();
    const first = await page.locator('.group-row').first().innerText();
    expect(first).toMatch(/(gbtree|dart) \d+ loaded runs/);
    expect(await page.locator('.status-line').innerText()).toContain('2 groups of the loaded runs');
    await picture(page, 'runs-groups');
    await page.close();
  });

  test('is worked by the keyboard alone', async () => {
    const { page, fixture } = await openFlights();
    const grid = page.locator('.table-view .grid');
    await grid.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText('2 runs selected').waitFor();
    const active = await grid.getAttribute('aria-activedescendant');
    expect(await page.locator(`#${active}`).getAttribute('role')).toBe('rowheader');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.locator('.grid-row[aria-level="2"]').first().waitFor();
    await page.keyboard.press('Enter');
    await vi.waitFor(() => expect(fixture.acted.map(each => each.action)).toEqual(['open']));
    await page.keyboard.press('Control+End');
    await vi.waitFor(async () => expect((await names(page)).at(-1)).toMatch(/-\d+$/));
    await page.keyboard.press('Control+a');
    await page.getByText('100 runs selected').waitFor();
    await page.close();
  });

  test('what changes runs is not offered where nothing may be written', async () => {
    const { page } = await openFlights({ canWrite: false, canExport: false });
    await page.locator('.grid-row .check').first().click();
    const offered = await page.locator('.actions-bar vscode-button').allInnerTexts();
    expect(offered).toEqual(['Show curves', 'Open', 'Copy ID', 'Clear']);
    await page.close();
  });

  test('what was selected is acted on, and exported', async () => {
    const { page, fixture } = await openFlights();
    await page.locator('.grid-row .check').nth(0).click();
    await page.locator('.grid-row .check').nth(1).click();
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.locator('.actions-bar').getByRole('button', { name: 'Export CSV…' }).click();
    await vi.waitFor(() => expect(fixture.exported).toHaveLength(1));
    expect(fixture.acted[0]?.runs.map(run => run.runName)).toEqual(
      flightRuns()
        .slice(0, 2)
        .map(run => run.runName),
    );
    expect(fixture.exported[0]?.runs).toHaveLength(2);
    expect(fixture.exported[0]?.columns.slice(0, 2)).toEqual(['attributes.run_id', 'attributes.run_name']);
    await page.close();
  });

  test('a change of the store redraws what changed, and nothing moves', async () => {
    const { page, fixture, connection } = await openFlights();
    await page.locator('.grid-row[data-row="3"] .check').click();
    await page.locator('.table-view .grid').evaluate(grid => (grid.scrollTop = 520));
    await page.locator('.grid-row[data-row="20"]').waitFor();
    await page.locator('.grid-row[data-row="25"]').evaluate(row => row.setAttribute('data-old', 'yes'));
    const changed = flightRuns().map((run, index): Run => (index === 24 + 4 ? { ...run, metrics: { ...run.metrics, auc: 0.9999 } } : run));
    fixture.runs = changed;
    tell(connection, runsPage.changed, undefined);
    await page.getByText('0.9999').waitFor();
    expect(await page.locator('.grid-row[data-old="yes"]').count()).toBe(1);
    expect(await page.locator('.table-view .grid').evaluate(grid => grid.scrollTop)).toBe(520);
    expect(await page.getByText('1 run selected').count()).toBe(1);
    await page.close();
  });

  test('a reload brings back filter, order, selection and place', async () => {
    const { page } = await openFlights();
    await page.getByRole('combobox', { name: /Filter runs/ }).fill('metrics.auc > 0.5');
    await page.keyboard.press('Enter');
    await page.locator('[data-heading="metrics.auc"]').click();
    await page.locator('[data-heading="metrics.auc"][aria-sort="descending"]').waitFor();
    await page.locator('.grid-row[data-row="1"] .check').click();
    await page.locator('.table-view .grid').evaluate(grid => (grid.scrollTop = 780));
    await page.waitForTimeout(400);
    await page.reload();
    await page.locator('.grid-row[data-row="32"]').waitFor();
    expect(await page.getByRole('combobox', { name: /Filter runs/ }).inputValue()).toBe('metrics.auc > 0.5');
    expect(await page.getByText('1 run selected').count()).toBe(1);
    const kept = await page.evaluate(() => JSON.parse(sessionStorage.getItem('state') ?? '{}') as { experiments: unknown });
    expect(kept.experiments).toEqual([{ experimentId: '1', name: 'flight-delay' }]);
    await page.close();
  });

  test('names and values are text, whatever they contain', async () => {
    const evil = '<img src=x onerror="window.attacked=1">\u202e$(x)';
    const run = fixtureRun(0, { runName: evil, params: { [evil]: evil }, tags: { [evil]: evil }, metrics: { [evil]: Infinity } });
    const { page, problems } = await open(new RunsFixture([run, fixtureRun(1, { params: { [evil]: 'b'.repeat(9000) } })]));
    await page.locator('.grid-row').nth(1).waitFor();
    await compareFirst(page, 2);
    for (const tab of ['Parallel coordinates', 'Scatter', 'Params, metrics, tags'])
      await page.locator('vscode-radio', { hasText: tab }).click();
    await page.locator('.compare-table .grid-row').first().waitFor();
    expect(await page.evaluate(() => (window as { attacked?: number }).attacked)).toBeUndefined();
    expect(await page.locator('#root img, #root script').count()).toBe(0);
    expect(problems).toEqual([]);
    await page.close();
  });
});

describe('the comparison', () => {
  test('draws curves, smooths them, and has the values as a table', async () => {
    const { page, problems } = await openFlights();
    await compareFirst(page, 3);
    await page.locator('.small-chart canvas').nth(7).waitFor();
    const box = await page.locator('.small-chart .chart').first().boundingBox();
    await page.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 100);
    expect(await page.locator('.tooltip').innerText()).toContain('· step');
    await page.getByRole('slider', { name: 'Smoothing' }).fill('0.8');
    await page.mouse.move((box?.x ?? 0) + 220, (box?.y ?? 0) + 100);
    expect(await page.locator('.tooltip').innerText()).toContain('(recorded');
    await picture(page, 'runs-curves');
    await page.getByText('Show as table').click();
    await page.locator('.compare-table .grid-row').first().waitFor();
    expect(Number(await page.locator('.compare-table .grid').getAttribute('aria-rowcount'))).toBeGreaterThan(400);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('is live while a run is running', async () => {
    const { page, fixture } = await openFlights();
    await compareFirst(page, 2);
    await page.locator('.small-chart canvas').first().waitFor();
    const before = await page.locator('.small-chart figcaption .small').first().innerText();
    const asked = fixture.calls['metricSeries'] ?? 0;
    await vi.waitFor(async () => expect(await page.locator('.small-chart figcaption .small').first().innerText()).not.toBe(before), {
      timeout: 6000,
    });
    expect(fixture.calls['metricSeries']).toBeGreaterThan(asked);
    await page.close();
  });

  test('parallel coordinates are brushed by mouse and by keys', async () => {
    const { page, problems } = await openFlights();
    await page.locator('.grid-row').first().waitFor();
    await page.locator('.table-view .grid').focus();
    await page.keyboard.press('Control+a');
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.locator('vscode-radio', { hasText: 'Parallel coordinates' }).click();
    const axis = page.locator('.parallel-axis').last();
    await axis.waitFor();
    const box = await axis.locator('.brush-hit').boundingBox();
    const [x, top] = [(box?.x ?? 0) + 12, box?.y ?? 0];
    await page.mouse.move(x, top + 20);
    await page.mouse.down();
    await page.mouse.move(x, top + 120, { steps: 4 });
    await page.mouse.up();
    await page.getByText(/\d+ runs? inside/).waitFor();
    await page.mouse.move(5, 5);
    await picture(page, 'runs-parallel');
    await page.locator('.parallel-axis').first().focus();
    const inside = await page.locator('.values-panel [role="status"]').innerText();
    await page.keyboard.press('ArrowDown');
    await vi.waitFor(async () => expect(await page.locator('.values-panel [role="status"]').innerText()).not.toBe(inside));
    expect(problems).toEqual([]);
    await page.close();
  });

  test('a scatter of two values, and the differences', async () => {
    const { page } = await openFlights();
    await page.locator('.table-view .grid').focus();
    await page.keyboard.press('Control+a');
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.locator('vscode-radio', { hasText: 'Scatter' }).click();
    await page.locator('.scatter-chart canvas').waitFor();
    await page.getByRole('button', { name: /^X:/ }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('learning');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'X: param learning_rate' }).waitFor();
    await picture(page, 'runs-scatter');
    await page.locator('vscode-radio', { hasText: 'Params, metrics, tags' }).click();
    await page.locator('.compare-table .grid-row').nth(5).waitFor();
    expect(await page.locator('.compare-table').innerText()).not.toContain('objective');
    await picture(page, 'runs-differences');
    await page.getByText('Differences only').click();
    await page.locator('.compare-table', { hasText: 'objective' }).waitFor();
    await page.close();
  });

  test('runs that a command names are compared at once', async () => {
    const hosted = await open(
      new RunsFixture(flightRuns(), {
        compare: flightRuns()
          .slice(0, 2)
          .map(run => run.runId),
      }),
    );
    await hosted.page.locator('.run-legend li').nth(1).waitFor();
    await hosted.page.close();
  });
});

describe.each(Object.entries(editorThemes))('in the %s theme', (name, theme) => {
  test('table and comparison obey the policy and can be looked at', async () => {
    const fixture = new RunsFixture(flightRuns());
    const { page, problems } = await open(fixture, { theme });
    await page.locator('.grid-row').first().waitFor();
    for (const row of [1, 2]) await page.locator(`.grid-row[data-row="${row}"] .check`).click();
    await picture(page, `runs-table-${name.replaceAll(' ', '-')}`);
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.locator('.small-chart canvas').first().waitFor();
    await picture(page, `runs-curves-${name.replaceAll(' ', '-')}`);
    expect(problems).toEqual([]);
    await page.close();
  });
});
