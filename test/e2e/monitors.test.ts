import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makeSampleCopy } from '../support/sampleCopy';
import { keepFailure, openSession, screenshot, type Session } from '../support/vscode';
import { Workbench } from '../support/workbench';

/** A monitor as a person makes it, runs it, looks into its report, exports it, and sees the trend. */
let session: Session;
let workbench: Workbench;
let folder: string;

beforeAll(async () => {
  session = await openSession({ makeFolder: makeSampleCopy, settings: { 'modelOps.trackingUri': 'mlflow.db' } });
  if (session.folder === null) throw new Error('There is no folder.');
  folder = session.folder;
  workbench = new Workbench(session.page);
});
afterEach(async ({ task }) => await keepFailure(session, task));
afterAll(async () => await session.close());

test('the monitors of modelops.yaml are in their view', async () => {
  await workbench.openModelOps();
  await session.page.locator('.pane-header[aria-label^="Monitors"]').click();
  await workbench.rowShows('june', 'not run yet');
});

test('one is made of a few answers, and stands in the file', async () => {
  await workbench.run('Model Ops: Create Monitor…');
  await workbench.choose('Between two files');
  await workbench.choose('reference.parquet');
  await workbench.choose('current.parquet');
  await workbench.choose('Compare now');
  await workbench.answer('weekly', 'What is it called?');
  await workbench.notification('weekly watches from now on').waitFor();
  await session.page.locator('.tab', { hasText: 'modelops.yaml' }).waitFor();
  await workbench.rowShows('weekly', 'not run yet');
  const text = readFileSync(path.join(folder, 'modelops.yaml'), 'utf8');
  expect(text).toContain('# June against January');
  expect(text).toContain('  - name: weekly\n    reference: data/reference.parquet\n    current: data/current.parquet\n');
  await screenshot(session.page, 'monitor-made');
});

test('it runs into a report, which is drilled into and exported', async () => {
  await workbench.contextMenu('weekly', 'Run Monitor');
  await workbench.report.getByText('origin_delay_yesterday').first().click();
  await workbench.report.getByText('Why this test').first().waitFor();
  await workbench.rowShows('weekly', 'no drift');
  await workbench.run('Notifications: Clear All Notifications');
  await workbench.report.getByRole('button', { name: 'Export HTML' }).click();
  const file = path.join(folder, 'weekly.html');
  await workbench.answerFile(file, 'OK');
  await expect.poll(() => existsSync(file), { timeout: 20_000 }).toBe(true);
  expect(readFileSync(file, 'utf8')).toContain('origin_delay_yesterday');
});

test('all of them run, and say what came out', async () => {
  await workbench.run('Model Ops: Run All Monitors');
  await workbench.notification(/june: .*weekly: /).waitFor();
  await workbench.rowShows('june', 'no drift');
  const reports = readdirSync(path.join(folder, '.modelops', 'reports'));
  expect(reports.filter(name => name.includes('~weekly-')).length).toBe(2);
  expect(reports.filter(name => name.includes('~june-')).length).toBe(1);
});

test('the trend of a monitor has a point for each report', async () => {
  await workbench.run('Notifications: Clear All Notifications');
  await workbench.contextMenu('weekly', 'Show Trend of Monitor');
  await workbench.report.getByText('in both reports').first().waitFor();
  expect(await workbench.report.locator('.share-mark').count()).toBe(2);
  await screenshot(session.page, 'monitor-trend');
});

test('what is wrong in the file is said where it is', async () => {
  await workbench.run('View: Close All Editors');
  await workbench.contextMenu('weekly', 'Edit Monitor');
  await session.page.locator('.tab.active', { hasText: 'modelops.yaml' }).waitFor();
  await session.page.keyboard.press('End');
  await session.page.keyboard.type('ly two');
  await workbench.run('File: Save');
  await workbench.rowShows('modelops.yaml, line 11', 'must be of letters');
  await session.page.locator('.tab.active', { hasText: 'modelops.yaml' }).click();
  await session.page.keyboard.press('End');
  for (let typed = 0; typed < ' two'.length + 2; typed++) await session.page.keyboard.press('Backspace');
  await workbench.run('File: Save');
  await workbench.rowShows('weekly', 'no drift');
});
