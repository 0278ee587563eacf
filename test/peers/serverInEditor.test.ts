import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { keepFailure, openSession, screenshot, type Session } from '../support/vscode';
import { Workbench } from '../support/workbench';
import { fillServer } from './support/fillServer';
import { freePort } from './support/freePort';
import { MlflowServer } from './support/mlflowServer';

/** A team's server that asks for a password, in a real VS Code: from its address to a roll back, and through its absence. */
const admin = { username: 'admin', password: 'canary correct horse' };
const WRONG = 'canary wrong battery';
let folder: string;
let port: number;
let server: MlflowServer;
let session: Session;
let workbench: Workbench;

async function startServer(): Promise<MlflowServer> {
  return await MlflowServer.start({ folder, port, admin, backend: `sqlite:///${path.join(folder, 'mlflow.db')}` });
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'server-in-editor-'));
  port = await freePort();
  server = await startServer();
  await fillServer(server);
  const settings = { 'modelOps.actor': 'ben', 'modelOps.pollSeconds': 10 };
  session = await openSession({ makeFolder: made => mkdirSync(made), settings });
  // Each change is several requests of a server with one worker, beside a browser.
  session.page.setDefaultTimeout(90_000);
  workbench = new Workbench(session.page);
});
afterEach(async ({ task }) => await keepFailure(session, task));
afterAll(async () => {
  await session.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const host = (): string => `127.0.0.1:${port}`;
const comparison = () => workbench.report.locator('.run-legend li');

/** The stages of the versions, newest first, as MLflow's own API says them. */
async function stagesOnServer(): Promise<readonly string[]> {
  const answer = (await server.ask(`model-versions/search?filter=${encodeURIComponent("name='delay_model'")}`)) as {
    model_versions: { version: string; current_stage: string }[];
  };
  const stages = answer.model_versions.map(({ version, current_stage }) => `v${version} ${current_stage}`);
  return stages.sort().reverse();
}

/** A key that is pressed within a page may not reach the workbench. */
async function closeEditor(): Promise<void> {
  await session.page.locator('.sidebar .composite.title').click();
  await workbench.run('View: Close Editor');
}

/** Every file that VS Code and the extension wrote, but for the installed extensions. */
function writtenFiles(): readonly string[] {
  const below = readdirSync(session.home, { recursive: true, withFileTypes: true });
  const files = below.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name));
  return files.filter(file => !file.startsWith(path.join(session.home, 'extensions')));
}

test('a server is added by its address, and a wrong password is said', async () => {
  await workbench.openModelOps();
  await workbench.run('Model Ops: Connect…');
  await workbench.choose('Add a server…');
  await workbench.answer(`http://${host()}/`, 'The address of an MLflow server');
  await workbench.choices.filter({ hasText: 'User name and password' }).waitFor();
  expect(await workbench.input.getAttribute('placeholder')).toContain('The server asks for a sign-in.');
  await screenshot(session.page, 'server-asks-for-sign-in');
  await workbench.choose('User name and password');
  await workbench.answer(admin.username, 'User name');
  await workbench.answer(WRONG, 'Password of admin');
  await session.page.getByPlaceholder('The server does not accept this user name and password.').waitFor();
  await screenshot(session.page, 'server-wrong-password');
});

test('the right one lets in, and the trees show what the server has', async () => {
  await workbench.choose('User name and password');
  await session.page.locator('.quick-input-widget:visible', { hasText: 'User name (Press' }).waitFor();
  expect(await workbench.input.inputValue()).toBe(admin.username);
  await workbench.answer(admin.username, 'User name');
  await workbench.answer(admin.password, 'Password of admin');
  await workbench.answer('Team', 'What is the connection called?');
  await workbench.row('delays').waitFor();
  await workbench.expand('delay_model');
  await workbench.rowShows('Version 2', 'Production');
  await screenshot(session.page, 'server-trees');
});

test('two runs are compared by their curves', async () => {
  await workbench.contextMenu('delays', 'Show Runs');
  await workbench.report.getByText('deepest').first().waitFor();
  await workbench.report.locator('.grid-row[data-row="0"] .check').click();
  await workbench.report.locator('.grid-row[data-row="1"] .check').click();
  await workbench.report.locator('.actions-bar').getByRole('button', { name: 'Compare' }).click();
  await workbench.report.locator('.small-chart canvas').nth(1).waitFor();
  await screenshot(session.page, 'server-runs-compared');
  expect(await comparison().allInnerTexts()).toEqual([expect.stringContaining('deepest'), expect.stringContaining('deeper')]);
});

test('an artifact of a run is read through the server', async () => {
  await workbench.expand('delays');
  await workbench.expand('deeper');
  await workbench.expand('Artifacts');
  await workbench.expand('model');
  await workbench.row('MLmodel').click();
  await session.page.locator('.monaco-editor .view-line', { hasText: 'python_function' }).first().waitFor();
  await screenshot(session.page, 'server-artifact');
  await closeEditor();
  await workbench.collapse('delays');
});

test('two versions are compared, their model files and signatures too', async () => {
  await workbench.contextMenuOfBoth('Version 2', 'Version 1', 'Compare Versions…');
  await workbench.report.getByRole('table', { name: 'Signature' }).waitFor();
  const text = await workbench.report.locator('body').innerText();
  expect(text).toContain('delay_model v1 → v2');
  expect(text).toContain('1 param of the signature differs');
  expect(text).toContain('default 8');
  expect(text).toContain('MLmodel');
  await screenshot(session.page, 'server-versions-compared');
  await closeEditor();
});

test('a version moves to Production, and what loaders get is said before', async () => {
  await workbench.contextMenu('Version 3', 'Set Stage…');
  const archiving = workbench.choices.filter({ hasText: 'Production, archive v2' }).first();
  await archiving.waitFor();
  expect(await archiving.innerText()).toContain('models:/delay_model/Production will load v3 instead of v2');
  await screenshot(session.page, 'server-set-stage');
  await workbench.choose('Production, archive v2');
  await workbench.answer('better on weekends');
  await workbench.notification('Production of delay_model: v2 → v3.').waitFor();
  await workbench.rowShows('Version 3', 'Production');
  await workbench.rowShows('Version 2', 'Archived');
  expect(await stagesOnServer()).toEqual(['v3 Production', 'v2 Archived', 'v1 None']);
});

test('Enter rolls back on the server, and the history lies there', async () => {
  await workbench.contextMenu('delay_model', 'Roll Back…');
  await workbench.choices.filter({ hasText: 'better on weekends' }).first().waitFor();
  await screenshot(session.page, 'server-roll-back');
  await session.page.keyboard.press('Enter');
  await workbench.answer('worse on Mondays');
  await workbench.rowShows('Version 2', 'Production');
  await workbench.rowShows('Version 3', 'None');
  expect(await stagesOnServer()).toEqual(['v3 None', 'v2 Production', 'v1 None']);
  const { registered_model } = (await server.ask('registered-models/get?name=delay_model')) as {
    registered_model: { tags: { key: string; value: string }[] };
  };
  const history = JSON.stringify(registered_model.tags);
  for (const told of ['better on weekends', 'worse on Mondays', 'ben']) expect(history).toContain(told);
});

test('the history page shows both changes, and that every record holds', async () => {
  await workbench.contextMenu('delay_model', 'Show History');
  await workbench.report.locator('.data-row', { hasText: 'worse on Mondays' }).waitFor();
  await workbench.report.locator('.data-row', { hasText: 'better on weekends' }).waitFor();
  expect(await workbench.report.locator('.verdict').innerText()).toContain('Every record holds');
  await screenshot(session.page, 'server-history');
  await closeEditor();
});

test('after the window is reloaded it is connected as before', async () => {
  // A key that is pressed within a page may not reach the workbench.
  await session.page.locator('.sidebar .composite.title').click();
  await Promise.all([session.page.waitForEvent('load'), workbench.run('Developer: Reload Window')]);
  await session.page.locator('.monaco-workbench').waitFor();
  await workbench.row('delays').waitFor();
  await comparison().nth(1).waitFor();
  await screenshot(session.page, 'server-after-reload');
});

test('no file that was written holds a password', () => {
  const files = writtenFiles();
  expect(files.some(file => file.endsWith('Model Ops.log'))).toBe(true);
  for (const password of [admin.password, WRONG, Buffer.from(`${admin.username}:${admin.password}`).toString('base64')]) {
    expect(files.filter(file => readFileSync(file).includes(password))).toEqual([]);
    expect(session.server.log()).not.toContain(password);
  }
});

test('a server that went away is said with a countdown, and comes back by itself', async () => {
  await workbench.expand('delay_model');
  await server.stop();
  const away = session.page.locator('.sidebar .monaco-list-row', { hasText: `Not reachable: ${host()}` }).first();
  await away.filter({ hasText: /retrying in \d+ s/ }).waitFor();
  await screenshot(session.page, 'server-away');
  await workbench.row('delays').waitFor();
  server = await startServer();
  await away.waitFor({ state: 'detached' });
  await workbench.rowShows('Version 2', 'Production');
  await screenshot(session.page, 'server-back');
});
