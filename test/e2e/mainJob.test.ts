import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makeSampleCopy } from '../support/sampleCopy';
import { keepFailure, openSession, screenshot, type Session } from '../support/vscode';
import { Workbench } from '../support/workbench';

let session: Session;
let workbench: Workbench;

beforeAll(async () => {
  session = await openSession({ makeFolder: makeSampleCopy, settings: { 'modelOps.trackingUri': 'mlflow.db', 'modelOps.actor': 'ana' } });
  workbench = new Workbench(session.page);
});
afterEach(async ({ task }) => await keepFailure(session, task));
afterAll(async () => await session.close());

test('the trees show experiments and models, down to a metric', async () => {
  await workbench.openModelOps();
  await workbench.expand('flight-delay');
  await workbench.expand('retrained-may');
  await workbench.expand('Metrics');
  await workbench.rowShows('auc', '0.7121');
  await workbench.expand('flight_delay_model');
  await workbench.rowShows('Version 4', 'Production');
  await screenshot(session.page, 'trees');
});

test("a run's model becomes a version, from the tree", async () => {
  await workbench.contextMenu('retrained-may', 'Register Model Version…');
  await workbench.choose('flight_delay_model');
  await workbench.notification('is version 7 of flight_delay_model').waitFor();
  await workbench.row('Version 7').waitFor();
});

test('a version moves to Production, and the one that was there to Archived', async () => {
  await workbench.contextMenu('Version 7', 'Set Stage…');
  await workbench.choices.filter({ hasText: 'Production, archive v4' }).first().waitFor();
  await screenshot(session.page, 'set-stage');
  expect(await workbench.choices.first().innerText()).toContain('will load v7 instead of v4');
  expect(await workbench.choices.nth(1).innerText()).toContain('will load v7 instead of v4, with v4 still there');
  await workbench.choose('Production, archive v4');
  await workbench.answer('better recall on weekends');
  await workbench.notification('Production of flight_delay_model: v4 → v7.').waitFor();
  await workbench.rowShows('Version 7', 'Production');
  await workbench.rowShows('Version 4', 'Archived');
  await screenshot(session.page, 'staged');
});

test('rolling back restores both: Enter on the newest change, then a reason', async () => {
  await workbench.run('Model Ops: Roll Back…');
  await workbench.choose('flight_delay_model');
  await workbench.choices.filter({ hasText: 'better recall on weekends' }).first().waitFor();
  await screenshot(session.page, 'roll-back');
  await session.page.keyboard.press('Enter');
  await workbench.answer('weekends were fine');
  await workbench.rowShows('Version 4', 'Production');
  await workbench.rowShows('Version 7', 'None');
});

test('the drift report of a version opens from the tree', async () => {
  await workbench.contextMenu('Version 4', 'Show Drift Report');
  await workbench.choose('reference.parquet');
  await workbench.choose('current.parquet');
  await workbench.choose('Compare now');
  await workbench.report.getByText('2 of 7').first().waitFor();
  await workbench.run('Notifications: Clear All Notifications');
  await workbench.report.getByText('origin_delay_yesterday').first().click();
  await workbench.report.getByText('Why this test').first().waitFor();
  await screenshot(session.page, 'drift-report');
});

test('the SHAP report of a version opens from the tree', async () => {
  await workbench.contextMenu('Version 4', 'Explain Model');
  await workbench.choose('current.parquet');
  await workbench.choose('Explain now');
  await workbench.report.getByText('additive within').first().waitFor();
  await workbench.report.getByText('Beeswarm').click();
  await screenshot(session.page, 'explain-report');
});

test('after the window is reloaded both reports are back', async () => {
  await Promise.all([session.page.waitForEvent('load'), workbench.run('Developer: Reload Window')]);
  await session.page.locator('.monaco-workbench').waitFor();
  await workbench.report.getByText('additive within').first().waitFor();
  await session.page.locator('.tab', { hasText: 'Drift of flight_delay_model v4' }).click();
  await workbench.report.getByText('2 of 7').first().waitFor();
});

test('the report of a version is its line in the tree, and opens from there', async () => {
  await workbench.openModelOps();
  await workbench.expand('flight_delay_model');
  await workbench.expand('Version 4');
  await workbench.rowShows('Drift', '2 of 7');
  await screenshot(session.page, 'report-lines');
});

test.each([
  ['Dark Modern', 'dark'],
  ['Dark High Contrast', 'high-contrast'],
  ['Light High Contrast', 'high-contrast-light'],
])('both reports follow the theme %s', async (theme, name) => {
  await workbench.run('Preferences: Color Theme');
  await workbench.choose(theme);
  for (const [report, text] of [
    ['Drift', '2 of 7'],
    ['Explanation', 'additive within'],
  ] as const) {
    await session.page.locator('.tab', { hasText: `${report} of flight_delay_model v4` }).click();
    await workbench.report.getByText(text).first().waitFor();
    await workbench.report.locator(`body.vscode-${name}`).waitFor();
    await screenshot(session.page, `${report.toLowerCase()}-${name}`);
  }
});
