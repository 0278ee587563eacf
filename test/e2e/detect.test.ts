import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type DetectReport } from '../../src/detect/contract';
import { randomNumbers } from '../support/randomNumbers';
import { keepFailure, openSession, screenshot, type Session } from '../support/vscode';
import { Workbench } from '../support/workbench';

/** Concept drift as a person looks for it: from the palette to the exported page. */
let session: Session;
let workbench: Workbench;

beforeAll(async () => {
  session = await openSession({ makeFolder: makeLosses });
  workbench = new Workbench(session.page);
});
afterEach(async ({ task }) => await keepFailure(session, task));
afterAll(async () => await session.close());

/** 4,000 rows whose error rate rises from 10 % to 40 % at row 2,500. */
function makeLosses(folder: string): void {
  const next = randomNumbers(12);
  const rows = Array.from({ length: 4000 }, (_, row) => `${row},${next() < (row < 2500 ? 0.1 : 0.4) ? 1 : 0},${next().toFixed(3)}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'predictions.csv'), `row,wrong,loss\n${rows.join('\n')}\n`);
}

const saved = (): string[] =>
  readdirSync(path.join(session.folder ?? '', '.modelops', 'reports')).map(name =>
    path.join(session.folder ?? '', '.modelops', 'reports', name),
  );

test('the palette leads from a file over column, detector and parameters to the page', async () => {
  await workbench.openModelOps();
  await workbench.run('Model Ops: Detect Concept Drift');
  await workbench.choose('predictions.csv');
  await workbench.choose('wrong');
  await workbench.choices.filter({ hasText: 'Hoeffding’s bound on means' }).first().waitFor();
  await screenshot(session.page, 'detect-detectors');
  await workbench.choose('DDM');
  await workbench.choose('warm_start');
  await workbench.input.fill('-1');
  await session.page.getByText('warm_start of ddm is a whole number from 0, not "-1".').waitFor();
  await workbench.input.fill('500');
  await session.page.keyboard.press('Enter');
  await workbench.choose('Detect now');
  await workbench.report.getByText('DDM as river 0.26.1').first().waitFor();
  await workbench.report.locator('.stream-detection').first().waitFor({ state: 'attached' });
  expect(await workbench.report.locator('.verdict').innerText()).toContain('in 4,000 values, ');
  await screenshot(session.page, 'detect-report');
});

test('the report is saved, and its numbers are those of the file', async () => {
  const [file, ...others] = saved();
  expect(others).toEqual([]);
  const report = JSON.parse(readFileSync(file ?? '', 'utf8')) as DetectReport;
  expect(report).toMatchObject({ detector: 'ddm', parameters: { warm_start: 500 }, column: 'wrong', skipped: 0 });
  expect(report.detections[0]).toBeGreaterThan(2500);
  expect(report.detections[0]).toBeLessThan(2900);
  expect(report.warnings.length).toBeGreaterThan(0);
});

test('it opens again, and runs again', async () => {
  await workbench.run('View: Close All Editors');
  await workbench.run('Model Ops: Open Report…');
  await workbench.choose('Concept drift of files');
  await workbench.report.getByText('DDM as river 0.26.1').first().waitFor();
  await workbench.report.getByRole('button', { name: 'Re-run' }).click();
  await expect.poll(() => saved().length, { timeout: 30_000 }).toBe(2);
});
