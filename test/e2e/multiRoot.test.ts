import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makeSampleCopy } from '../support/sampleCopy';
import { keepFailure, openSession, screenshot, type Session } from '../support/vscode';
import { Workbench } from '../support/workbench';

let session: Session;
let workbench: Workbench;

/** A workspace of two folders: notes, and a project that holds the database. */
function makeWorkspace(folder: string): void {
  mkdirSync(path.join(folder, 'notes'), { recursive: true });
  makeSampleCopy(path.join(folder, 'flights'));
  writeFileSync(path.join(folder, 'both.code-workspace'), JSON.stringify({ folders: [{ path: 'notes' }, { path: 'flights' }] }));
}

beforeAll(async () => {
  session = await openSession({ makeFolder: makeWorkspace, workspaceFile: 'both.code-workspace' });
  workbench = new Workbench(session.page);
});
afterEach(async ({ task }) => await keepFailure(session, task));
afterAll(async () => await session.close());

test('the database of any folder is offered, and connected by choice', async () => {
  await workbench.openModelOps();
  await session.page.getByText('A database lies in this folder').first().waitFor();
  await workbench.run('Model Ops: Connect…');
  await workbench.choose('mlflow.db');
  await workbench.rowShows('flight_delay_model', 'Production v4');
  await screenshot(session.page, 'multi-root');
});

test('reports find the data of every folder', async () => {
  await workbench.expand('flight_delay_model');
  await workbench.contextMenu('Version 3', 'Explain Model');
  await workbench.choose('current.parquet');
  await workbench.choose('Explain now');
  await workbench.report.getByText('additive within').first().waitFor();
  expect(await workbench.report.locator('h1').innerText()).toContain('flight_delay_model v3');
});

test('each folder has its own connection, and the description says whose is shown', async () => {
  const title = session.page.locator('.pane-header', { hasText: 'Registered Models' });
  await title.getByText('mlflow.db · flights').waitFor();
  await workbench.run('Model Ops: Switch Connection…');
  await workbench.choose('Show the folder notes');
  await session.page.getByText('Models and their versions are shown here once').waitFor();
  await title.getByText('notes', { exact: true }).waitFor();
  await screenshot(session.page, 'multi-root-other-folder');
  await workbench.run('Model Ops: Switch Connection…');
  await workbench.choose('Show the folder flights');
  await workbench.rowShows('flight_delay_model', 'Production v4');
});
