import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makeSampleCopy } from '../support/sampleCopy';
import { keepFailure, openSession, screenshot, type Session } from '../support/vscode';
import { Workbench } from '../support/workbench';

let session: Session;
let workbench: Workbench;

beforeAll(async () => {
  session = await openSession({ makeFolder: makeSampleCopy, settings: { 'modelOps.trackingUri': 'mlflow.db', 'modelOps.actor': 'ana' } });
  workbench = new Workbench(session.page);
  await workbench.openModelOps();
});
afterEach(async ({ task }) => await keepFailure(session, task));
afterAll(async () => await session.close());

const rows = () => workbench.report.locator('.table-view .grid-row');

test('the runs of an experiment open from the tree', async () => {
  await workbench.contextMenu('flight-delay', 'Show Runs');
  await rows().first().waitFor();
  await workbench.report.getByText('retrained-may').first().waitFor();
  await screenshot(session.page, 'runs-in-editor');
});

test('they are filtered, and sorted by a heading', async () => {
  const all = await rows().count();
  await workbench.report.getByRole('combobox', { name: /Filter runs/ }).fill('metrics.auc > 0.6');
  await session.page.keyboard.press('Enter');
  await workbench.report.getByText(/^\d+ runs?$/).waitFor();
  expect(await rows().count()).toBeLessThanOrEqual(all);
  await workbench.report.locator('[data-heading="metrics.auc"]').click();
  await workbench.report.locator('[data-heading="metrics.auc"][aria-sort="descending"]').waitFor();
  await rows().first().waitFor();
});

test('two are selected and compared by their curves', async () => {
  await workbench.report.locator('.grid-row[data-row="0"] .check').click();
  await workbench.report.locator('.grid-row[data-row="1"] .check').click();
  await workbench.report.getByText('2 runs selected').waitFor();
  await workbench.report.locator('.actions-bar').getByRole('button', { name: 'Compare' }).click();
  await workbench.report.locator('.small-chart canvas').first().waitFor();
  await screenshot(session.page, 'runs-compared-in-editor');
  await workbench.report.locator('vscode-radio', { hasText: 'Params, metrics, tags' }).click();
  await workbench.report.locator('.compare-table .grid-row').nth(1).waitFor();
});

test('after the window is reloaded the comparison is back', async () => {
  await Promise.all([session.page.waitForEvent('load'), workbench.run('Developer: Reload Window')]);
  await session.page.locator('.monaco-workbench').waitFor();
  await workbench.report.locator('.run-legend li').nth(1).waitFor();
});

test('all that pass the filter are exported as CSV', async () => {
  await workbench.report.locator('vscode-radio', { hasText: 'Table' }).click();
  await rows().first().waitFor();
  const count = await rows().count();
  await workbench.report.locator('.toolbar-buttons').getByRole('button', { name: 'Export CSV…' }).click();
  const file = path.join(session.home, 'runs.csv');
  await workbench.answerFile(file, 'OK');
  for (let waited = 0; !existsSync(file) && waited < 20_000; waited += 200) await session.page.waitForTimeout(200);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\r\n');
  expect(lines[0]).toMatch(/^run_id,run_name,/);
  expect(lines[0]).toContain('metrics.auc');
  expect(lines).toHaveLength(count + 1);
});

test('a run is renamed from the page, and the tree shows it', async () => {
  await workbench.report.getByRole('button', { name: 'Clear', exact: true }).last().click();
  await workbench.report.locator('.grid-row', { hasText: 'retrained-may' }).locator('.check').click();
  await workbench.report.getByRole('button', { name: 'Rename…' }).click();
  await workbench.answer('retrained-in-may');
  await workbench.report.getByText('retrained-in-may').first().waitFor();
  await workbench.expand('flight-delay');
  await workbench.row('retrained-in-may').waitFor();
});
