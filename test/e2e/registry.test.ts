import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
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

test('a new alias is set from the menu, and undone from the notification', async () => {
  await workbench.contextMenu('Version 6', 'Set Alias…');
  await workbench.choose('canary');
  await workbench.answer('a tenth of the traffic');
  const notification = workbench.notification('@canary of flight_delay_model: v6.');
  await notification.waitFor();
  await workbench.rowShows('Version 6', '@canary');
  await notification.getByRole('button', { name: 'Undo' }).click();
  await workbench.rowShows('Version 6', 'None · auc');
});

test('an alias moves, and the choice says from where to where', async () => {
  await workbench.contextMenu('Version 5', 'Set Alias…');
  await workbench.choices.filter({ hasText: 'v4 → v5' }).first().waitFor();
  await workbench.choose('champion');
  await workbench.answer('');
  await workbench.notification('@champion of flight_delay_model: v4 → v5.').waitFor();
  await workbench.rowShows('Version 5', '@champion');
});

test('an alias is removed', async () => {
  await workbench.contextMenu('Version 5', 'Remove Alias…');
  await workbench.choices.filter({ hasText: 'challenger' }).first().click();
  await session.page.keyboard.press('Enter');
  await workbench.answer('');
  await workbench.notification('@challenger of flight_delay_model: none now (was v5).').waitFor();
});

test('the history shows who changed what, when and why, newest first', async () => {
  await workbench.contextMenu('flight_delay_model', 'Show History');
  await workbench.report.getByText('a tenth of the traffic').first().waitFor();
  await screenshot(session.page, 'history');
  const text = await workbench.report.locator('body').innerText();
  expect(text.indexOf('@challenger removed')).toBeLessThan(text.indexOf('@champion v4 → v5'));
  expect(text).toContain('Every record holds');
});

test('a description is edited', async () => {
  await workbench.contextMenu('Version 6', 'Edit Description…');
  await workbench.answer('Waits for a week of canary traffic.');
  await workbench.expand('Version 6');
  await workbench.rowShows('Description', 'Waits for a week');
});

test('a run opens with its facts', async () => {
  await workbench.expand('flight-delay');
  await workbench.contextMenu('retrained-may', 'Open Run');
  await workbench.report.getByText('june_auc').first().waitFor();
  await screenshot(session.page, 'run');
});

test('a report is exported as one file that needs no network', async () => {
  await workbench.contextMenu('Version 4', 'Show Drift Report');
  await workbench.choose('reference.parquet');
  await workbench.choose('current.parquet');
  await workbench.choose('Compare now');
  await workbench.report.getByText('2 of 7').first().waitFor();
  await workbench.report.getByText('Export HTML').click();
  const file = path.join(session.home, 'drift.html');
  await workbench.answerFile(file, 'OK');
  for (let waited = 0; !existsSync(file) && waited < 20_000; waited += 200) await session.page.waitForTimeout(200);
  const html = readFileSync(file, 'utf8');
  expect(html).toContain('origin_delay_yesterday');
  expect(html).not.toMatch(/(src|href)="?https?:/);
  expect(html.length).toBeLessThan(1_000_000);
});
