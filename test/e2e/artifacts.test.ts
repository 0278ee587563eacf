import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makeSampleCopy } from '../support/sampleCopy';
import { keepFailure, openSession, screenshot, type Session } from '../support/vscode';
import { Workbench } from '../support/workbench';

let session: Session;
let workbench: Workbench;
let target: string;

beforeAll(async () => {
  session = await openSession({ makeFolder: makeSampleCopy, settings: { 'modelOps.trackingUri': 'mlflow.db' } });
  target = path.join(session.home, 'downloads');
  mkdirSync(target);
  workbench = new Workbench(session.page);
  await workbench.openModelOps();
  // Room for all that a version has below it.
  await session.page.locator('.sidebar .pane-header', { hasText: 'Experiments' }).click();
  await workbench.expand('flight_delay_model');
  await workbench.expand('Version 4');
  await workbench.expand('Artifacts');
});
afterEach(async ({ task }) => await keepFailure(session, task));
afterAll(async () => await session.close());

test('a click shows a file, read-only', async () => {
  await workbench.row('MLmodel').click();
  await session.page.locator('.monaco-editor .view-line', { hasText: 'flavors' }).first().waitFor();
  await screenshot(session.page, 'artifact-mlmodel');
  await session.page.locator('.monaco-editor .view-line', { hasText: 'flavors' }).first().click();
  await session.page.keyboard.type('x');
  await session.page.getByText('Editor is read-only because').first().waitFor();
});

test('a file is downloaded', async () => {
  const file = path.join(target, 'MLmodel');
  await workbench.contextMenu('MLmodel', 'Download…');
  await workbench.answerFile(file, 'OK');
  await workbench.notification('Downloaded MLmodel').waitFor();
  expect(readFileSync(file, 'utf8')).toContain('flavors:');
});

test('a folder is downloaded; what is there already is asked about once', async () => {
  await workbench.contextMenu('Artifacts', 'Download…');
  await workbench.answerFile(target, 'Download Here');
  await workbench.notification(/Downloaded \d+ files/).waitFor();
  const folder = path.join(target, 'flight_delay_model v4');
  const files = readdirSync(folder);
  expect(files).toContain('MLmodel');
  expect(files.filter(name => name.endsWith('.part'))).toEqual([]);
  writeFileSync(path.join(folder, 'MLmodel'), 'mine');
  await workbench.contextMenu('Artifacts', 'Download…');
  await workbench.answerFile(target, 'Download Here');
  await workbench.choose('Keep Them');
  await workbench.notification('Downloaded 0 files').waitFor();
  expect(readFileSync(path.join(folder, 'MLmodel'), 'utf8')).toBe('mine');
  expect(existsSync(path.join(target, 'flight_delay_model v4 (2)'))).toBe(false);
});
