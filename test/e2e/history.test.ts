import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type RegistryEvent } from '../../src/domain/registryChange';
import { makeSampleCopy } from '../support/sampleCopy';
import { keepFailure, openSession, screenshot, type Session } from '../support/vscode';
import { Workbench } from '../support/workbench';

/** The History view and page on the sample project, in a real VS Code. */
let session: Session;
let workbench: Workbench;

beforeAll(async () => {
  session = await openSession({ makeFolder: makeSampleCopy, settings: { 'modelOps.trackingUri': 'mlflow.db', 'modelOps.actor': 'ben' } });
  workbench = new Workbench(session.page);
  await workbench.openModelOps();
});
afterEach(async ({ task }) => await keepFailure(session, task));
afterAll(async () => await session.close());

const pane = (title: string): Locator =>
  session.page.locator('.sidebar .pane', { has: session.page.locator(`.pane-header[aria-label^="${title}"]`) });
const historyRow = (text: string | RegExp): Locator => pane('History').locator('.monaco-list-row', { hasText: text });

/** Opens an entry of the context menu of a row of the History view. */
async function onRow(row: Locator, entry: string): Promise<void> {
  await row.click({ button: 'right' });
  const item = session.page.locator('.monaco-menu .action-label', { hasText: entry }).first();
  await item.waitFor();
  await session.page.waitForTimeout(150);
  await item.click();
}

test('the view shows the changes of a model by days, newest first', async () => {
  for (const other of ['Experiments', 'Registered Models']) await pane(other).locator('.pane-header').click();
  await pane('History').locator('.pane-header').click();
  const model = historyRow('flight_delay_model');
  await model.waitFor();
  await model.locator('.monaco-tl-twistie').click();
  await historyRow('v5 → Staging').waitFor();
  await screenshot(session.page, 'history-view');
  const texts = await pane('History').locator('.monaco-list-row').allInnerTexts();
  const place = (text: string): number => texts.findIndex(row => row.includes(text));
  expect(place('@challenger → v5')).toBeGreaterThan(place('flight_delay_model'));
  expect(place('@challenger → v5')).toBeLessThan(place('v5 → Staging'));
  expect(texts[place('v4 → Production')]).toMatch(/ana · “Best point of the search/);
});

test('a change is undone from its menu, and so is the undo', async () => {
  await onRow(historyRow('v5 → Staging'), 'Undo This Change…');
  await workbench.answer('too early');
  await workbench.notification(/Staging of flight_delay_model: none now/).waitFor();
  const undo = historyRow('too early');
  await undo.waitFor();
  await historyRow('v5 → Staging').filter({ hasText: 'taken back' }).waitFor();
  await onRow(undo, 'Undo This Change…');
  await workbench.answer('after all');
  await workbench.notification(/Staging of flight_delay_model: v5/).waitFor();
  await historyRow('after all').waitFor();
  await historyRow('too early').filter({ hasText: 'taken back' }).waitFor();
  await session.page.keyboard.press('Escape');
});

test('a change that cannot be undone says why', async () => {
  await onRow(historyRow('v2 → Production'), 'Undo This Change…');
  await workbench.notification(/cannot be rolled back any more/).waitFor();
});

test('what was in production is answered for a date, and shown on the page', async () => {
  await onRow(historyRow(/^flight_delay_model/), 'What Was in Production On…');
  await workbench.input.fill('soon');
  await session.page.getByText('Write a date, such as 3 March').first().waitFor();
  await workbench.input.fill('2026-09-12 10:00');
  await session.page
    .getByText(/On .*Sep 12, 2026/)
    .first()
    .waitFor();
  await session.page.keyboard.press('Enter');
  const answer = workbench.notification(/Production v2; Staging nothing; Archived v1; @challenger nothing; @champion nothing/);
  await answer.waitFor();
  await answer.getByRole('button', { name: 'Show History' }).click();
  await workbench.report.locator('.answer', { hasText: 'Production: v2' }).waitFor();
  await screenshot(session.page, 'history-page');
  expect(await workbench.report.locator('.verdict').innerText()).toContain('Every record holds');
  expect(await workbench.report.locator('.data-row').first().innerText()).toContain('after all');
});

test('a change made here appears on the open page, which stays as it is looked at', async () => {
  await workbench.report.locator('.row-button', { hasText: 'v3 → Staging' }).click();
  // A key that is pressed within a page may not reach the workbench.
  await session.page.locator('.sidebar .composite.title').click();
  await workbench.run('Model Ops: Set Alias…');
  await workbench.choose('flight_delay_model');
  await workbench.choose('Version 6');
  await workbench.choose('canary');
  await workbench.answer('a tenth of the traffic');
  await workbench.report.locator('.data-row', { hasText: 'a tenth of the traffic' }).waitFor();
  expect(await workbench.report.locator('.event-detail').innerText()).toContain('To see how XGBoost does beside it.');
  expect(await workbench.report.locator('.answer h2').innerText()).toContain('Sep 12, 2026');
});

test('a change is undone from the page', async () => {
  await workbench.report.locator('.row-button', { hasText: '@canary → v6' }).click();
  await workbench.report.getByText('Undo This Change…').click();
  await workbench.answer('no canary');
  await workbench.report.locator('.data-row', { hasText: 'no canary' }).waitFor();
});

test('the history is exported as JSON and as CSV', async () => {
  for (const format of ['json', 'csv']) {
    await workbench.report.getByText('Export…').click();
    const file = path.join(session.home, `history.${format}`);
    await workbench.answerFile(file, 'OK');
    for (let waited = 0; !existsSync(file) && waited < 20_000; waited += 200) await session.page.waitForTimeout(200);
  }
  const events = JSON.parse(readFileSync(path.join(session.home, 'history.json'), 'utf8')) as RegistryEvent[];
  expect(events.slice(0, 4).map(event => [event.action, event.actor, event.reason])).toEqual([
    ['rollback', 'ben', 'no canary'],
    ['alias', 'ben', 'a tenth of the traffic'],
    ['rollback', 'ben', 'after all'],
    ['rollback', 'ben', 'too early'],
  ]);
  const lines = readFileSync(path.join(session.home, 'history.csv'), 'utf8').split('\r\n');
  expect(lines[0]).toBe('at,actor,action,moves,version,alias,from,to,reason,undoes,id,integrity');
  expect(lines.filter(line => line !== '')).toHaveLength(1 + events.reduce((rows, event) => rows + event.moves.length, 0));
});

test('a version of an event is shown among the registered models', async () => {
  await onRow(historyRow('v5 → Staging').first(), 'Show Version');
  await pane('Registered Models').locator('.monaco-list-row.selected', { hasText: 'Version 5' }).waitFor();
});
