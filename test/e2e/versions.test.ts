import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makeSampleCopy } from '../support/sampleCopy';
import { keepFailure, openSession, screenshot, type Session } from '../support/vscode';
import { Workbench } from '../support/workbench';

let session: Session;
let workbench: Workbench;

beforeAll(async () => {
  session = await openSession({ makeFolder: makeSampleCopy, settings: { 'modelOps.trackingUri': 'mlflow.db', 'modelOps.actor': 'ben' } });
  workbench = new Workbench(session.page);
  await workbench.openModelOps();
  await workbench.expand('flight_delay_model');
});
afterEach(async ({ task }) => await keepFailure(session, task));
afterAll(async () => await session.close());

test('two selected versions are compared: signature, metrics and files', async () => {
  await workbench.contextMenuOfBoth('Version 5', 'Version 4', 'Compare Versions…');
  await workbench.report.getByRole('table', { name: 'Metrics' }).waitFor();
  const text = await workbench.report.locator('body').innerText();
  expect(text).toContain('flight_delay_model v4 → v5');
  expect(text).toMatch(/auc 0\.\d+ → 0\.\d+ \([+−]0\.\d+\)/);
  expect(text).toContain('MLmodel');
  await screenshot(session.page, 'versions-compared');
});

test('the metrics over all versions are in the same page', async () => {
  await workbench.report.locator('vscode-panel-tab', { hasText: 'Metrics over versions' }).click();
  await workbench.report.getByRole('table', { name: 'Versions and their auc' }).waitFor();
  expect(await workbench.report.locator('.trend .stage-mark').count()).toBe(6);
  await screenshot(session.page, 'versions-plot');
});

test('a description is given to several versions at once', async () => {
  await workbench.contextMenuOfBoth('Version 6', 'Version 5', 'Edit Description…');
  await workbench.answer('Superseded.');
  await workbench.expand('Version 5');
  await workbench.rowShows('Description', 'Superseded.');
  await workbench.row('Version 5').locator('.monaco-tl-twistie').click();
});

test('several aliases are removed at once, and undone together', async () => {
  for (const alias of ['first', 'second']) {
    await workbench.contextMenu('Version 6', 'Set Alias…');
    await workbench.choose(alias);
    await workbench.answer('');
    await workbench.notification(`@${alias} of flight_delay_model: v6.`).waitFor();
  }
  await workbench.contextMenu('Version 6', 'Remove Alias…');
  for (const alias of ['first', 'second']) await workbench.choices.filter({ hasText: alias }).first().click();
  await session.page.keyboard.press('Enter');
  await workbench.answer('not needed');
  const notification = workbench.notification(
    '@first of flight_delay_model: none now (was v6). @second of flight_delay_model: none now (was v6).',
  );
  await notification.waitFor();
  await notification.getByRole('button', { name: 'Undo' }).click();
  await workbench.rowShows('Version 6', '@first · @second');
});

test('a version is copied to a new model, and shown there', async () => {
  await workbench.contextMenu('Version 4', 'Copy to Another Model…');
  await workbench.choose('churn_prod');
  const notification = workbench.notification('flight_delay_model v4 is now also churn_prod v1.');
  await notification.waitFor();
  await notification.getByRole('button', { name: 'Show' }).click();
  await workbench.rowShows('churn_prod', '1 version');
  await workbench.expand('Version 1');
  await workbench.rowShows('Copied from', 'flight_delay_model v4');
  await screenshot(session.page, 'version-copied');
});
