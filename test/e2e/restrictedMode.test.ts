import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makeSampleCopy } from '../support/sampleCopy';
import { keepFailure, openSession, screenshot, type Session } from '../support/vscode';
import { Workbench } from '../support/workbench';

let session: Session;
let workbench: Workbench;

/** What writes to a registry or runs a computation. */
const FORBIDDEN = [
  'Register Model',
  'Set Stage',
  'Set Alias',
  'Remove Alias',
  'Roll Back',
  'Edit Description',
  'Create Experiment',
  'Drift Report',
  'Explain Model',
  'Sample Project',
  'Start MLflow Server',
];

/** The sample, in a folder that also names a server: nobody has said yet that the folder can be trusted. */
function makeFolder(folder: string): void {
  makeSampleCopy(folder);
  writeFileSync(path.join(folder, '.env'), 'MLFLOW_TRACKING_URI=https://mlflow.example.com\n');
}

beforeAll(async () => {
  session = await openSession({
    makeFolder,
    trusted: false,
    settings: { 'security.workspace.trust.startupPrompt': 'never', 'modelOps.trackingUri': 'mlflow.db' },
  });
  workbench = new Workbench(session.page);
});
afterEach(async ({ task }) => await keepFailure(session, task));
afterAll(async () => await session.close());

test('things can be looked at', async () => {
  await workbench.openModelOps();
  await workbench.expand('flight_delay_model');
  await workbench.rowShows('Version 4', 'Production');
  await screenshot(session.page, 'restricted-mode');
});

test('the palette offers nothing that writes or runs', async () => {
  await session.page.keyboard.press('F1');
  await workbench.input.fill('>Model Ops:');
  await workbench.choices.first().waitFor();
  const offered = await workbench.choices.allInnerTexts();
  await screenshot(session.page, 'restricted-palette');
  await session.page.keyboard.press('Escape');
  expect(offered.some(text => text.includes('Model Ops'))).toBe(true);
  for (const word of FORBIDDEN) expect(offered.join('\n')).not.toContain(word);
});

test('neither do the menus of the tree', async () => {
  const entries = [...(await workbench.contextMenuEntries('flight_delay_model')), ...(await workbench.contextMenuEntries('Version 4'))];
  expect(entries.length).toBeGreaterThan(0);
  for (const word of FORBIDDEN) expect(entries.join('\n')).not.toContain(word);
});

test('a server that the folder names is not offered', async () => {
  await workbench.run('Model Ops: Connect…');
  await workbench.choices.filter({ hasText: 'mlflow.db' }).first().waitFor();
  const offered = (await workbench.choices.allInnerTexts()).join('\n');
  await session.page.keyboard.press('Escape');
  expect(offered).toContain('Add a server…');
  expect(offered).not.toContain('mlflow.example.com');
});
