import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { newestMlflow } from '../support/peersPython';
import { makeSampleCopy } from '../support/sampleCopy';
import { keepFailure, openSession, screenshot, type Session } from '../support/vscode';
import { Workbench } from '../support/workbench';
import { databaseRows } from './databaseRows';

/** Start MLflow Server, in a real VS Code with the real MLflow, on the sample's database. */
const { version, command } = newestMlflow();
let session: Session;
let workbench: Workbench;
let address = '';

beforeAll(async () => {
  const settings = { 'modelOps.trackingUri': 'mlflow.db', 'modelOps.python': command, 'modelOps.pollSeconds': 10 };
  session = await openSession({ makeFolder: makeSampleCopy, settings, env: { MLFLOW_DISABLE_TELEMETRY: 'true' } });
  // Starting MLflow takes half a minute of a busy machine.
  session.page.setDefaultTimeout(120_000);
  workbench = new Workbench(session.page);
  await workbench.openModelOps();
  await workbench.row('flight_delay_model').waitFor();
});
afterEach(async ({ task }) => await keepFailure(session, task));
afterAll(async () => await session.close());

const inProject = (name: string): string => path.join(session.folder ?? '', name);

test('that MLflow will upgrade the file is said first, with its version', async () => {
  await workbench.run('Model Ops: Start MLflow Server…');
  const copying = workbench.choices.filter({ hasText: 'Make a copy, then start' });
  await copying.waitFor();
  await screenshot(session.page, 'start-server-upgrade');
  expect(await workbench.input.getAttribute('placeholder')).toMatch(
    /^MLflow [\d.]+ will upgrade mlflow.db from schema [0-9a-f]{12} to [0-9a-f]{12}$/,
  );
  expect(await workbench.input.getAttribute('placeholder')).toContain(version);
  expect(await copying.innerText()).toContain(`mlflow.before-${version}.db`);
  expect(await copying.innerText()).toContain('An older MLflow may not open an upgraded file; it opens the copy');
});

test('the copy is made, and the server answers', async () => {
  const before = databaseRows(inProject('mlflow.db'));
  await session.page.keyboard.press('Enter');
  const started = workbench.notification(`MLflow ${version} serves mlflow.db at`);
  await started.waitFor();
  await screenshot(session.page, 'start-server-started');
  address = /http:\/\/127\.0\.0\.1:\d+/.exec(await started.innerText())?.[0] ?? '';
  expect(await (await fetch(`${address}/version`)).text()).toBe(version);
  expect(databaseRows(inProject(`mlflow.before-${version}.db`))).toEqual(before);
  expect(databaseRows(inProject('mlflow.db'), before)).toEqual(before);
});

test('it is connected to from the notification', async () => {
  await workbench.notification(`MLflow ${version} serves`).getByRole('button', { name: 'Connect to It' }).click();
  // The rows of the file are like those of the server.
  await session.page
    .locator('.sidebar .pane-header .description', { hasText: new URL(address).host })
    .first()
    .waitFor();
  // A file counts the runs of its experiments, a server does not: now the rows are the server's.
  await session.page.locator('.sidebar .monaco-list-row', { hasText: '8 runs' }).first().waitFor({ state: 'detached' });
  await workbench.expand('flight_delay_model');
  await workbench.rowShows('Version 4', 'Production');
  await screenshot(session.page, 'start-server-connected');
});

test('it ends with its task', async () => {
  await workbench.run('Tasks: Terminate Task');
  await workbench.choose('MLflow server of mlflow.db');
  const away = session.page.locator('.sidebar .monaco-list-row', { hasText: 'Not reachable: 127.0.0.1' }).first();
  await away.waitFor();
  await screenshot(session.page, 'start-server-stopped');
  await expect(fetch(address)).rejects.toThrow();
  expect(existsSync(inProject('mlflow.db-journal'))).toBe(false);
});
