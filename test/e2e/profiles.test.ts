import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { normal, randomNumbers } from '../support/randomNumbers';
import { keepFailure, openSession, screenshot, type Session } from '../support/vscode';
import { Workbench } from '../support/workbench';

/** A reference that is kept as a profile, and compared with in place of its data, once and by a monitor. */
let session: Session;
let workbench: Workbench;

beforeAll(async () => {
  session = await openSession({ makeFolder });
  workbench = new Workbench(session.page);
});
afterEach(async ({ task }) => await keepFailure(session, task));
afterAll(async () => await session.close());

/** More distinct amounts than a profile counts one by one, and a few towns. */
function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'reference.csv'), rows(3000, 7, 0));
  writeFileSync(path.join(folder, 'current.csv'), rows(2000, 8, 2));
  writeFileSync(path.join(folder, 'modelops.yaml'), MONITORS);
}

const MONITORS = `monitors:
  - name: nightly
    reference: reference.profile.json
    current: current.csv
    time: day
    window: week
`;

function rows(count: number, seed: number, shift: number): string {
  const next = randomNumbers(seed);
  const day = (k: number): string => String(1 + (k % 28)).padStart(2, '0');
  const row = (_: unknown, k: number): string =>
    `${(normal(next) + shift).toFixed(9)},${['Oslo', 'Rome', 'Bergen'][Math.floor(3 * next())]},2026-06-${day(k)}`;
  return `amount,town,day\n${Array.from({ length: count }, row).join('\n')}\n`;
}

test('statistics of the reference are saved from the palette, without its rows', async () => {
  await workbench.openModelOps();
  await workbench.run('Model Ops: Save Reference Profile…');
  await workbench.choose('reference.csv');
  const file = path.join(session.folder ?? '', 'reference.profile.json');
  await workbench.answerFile(file, 'OK');
  await workbench.notification('reference.profile.json holds the statistics of 3000 rows.').waitFor();
  expect(statSync(file).size).toBeLessThan(60_000);
  const { rows: count, columns } = JSON.parse(readFileSync(file, 'utf8')) as { rows: number; columns: { name: string }[] };
  expect([count, ...columns.map(({ name }) => name)]).toEqual([3000, 'amount', 'town', 'day']);
});

test('a report compares with it, and says how far its score may be off', async () => {
  await workbench.run('Model Ops: Show Drift Report');
  await workbench.choose('reference.profile.json');
  await session.page.locator('.quick-input-widget:visible input[placeholder*="What the model sees now"]').first().waitFor();
  await workbench.choose('current.csv');
  await workbench.choose('Compare now');
  await workbench.report.getByText('1 of 3').first().waitFor();
  await workbench.report.getByText('a profile of 3,000 rows').first().waitFor();
  await workbench.report.getByText('A profile has no rows to look at.').first().waitFor();
  await workbench.report.getByText('amount').first().click();
  await workbench.report.getByText('Error bound').first().waitFor();
  expect(await workbench.report.locator('body').innerText()).toMatch(
    /the score of the data lies between 2\.\d+ and 2\.\d+|between 1\.9\d+ and/,
  );
  await screenshot(session.page, 'drift-from-profile');
});

test('a monitor on it runs from its view, with windows over time', async () => {
  await workbench.openModelOps();
  await session.page.locator('.pane-header[aria-label^="Monitors"]').click();
  await workbench.rowShows('nightly', 'not run yet');
  await workbench.run('View: Close All Editors');
  await workbench.contextMenu('nightly', 'Run Monitor');
  await workbench.report.getByText('a profile of 3,000 rows').first().waitFor();
  await workbench.rowShows('nightly', 'drift');
  await workbench.report.getByText('amount').first().click();
  await workbench.report.getByText('Over time').first().waitFor();
  await workbench.report.getByText('The windows as a table').first().click();
  await workbench.report.getByRole('table', { name: 'Windows over time' }).first().waitFor();
  await screenshot(session.page, 'monitor-on-profile');
});
