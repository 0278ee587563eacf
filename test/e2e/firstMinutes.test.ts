import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { keepFailure, openSession, screenshot, type Session } from '../support/vscode';
import { Workbench } from '../support/workbench';

let session: Session;
let workbench: Workbench;

beforeAll(async () => {
  session = await openSession();
  workbench = new Workbench(session.page);
});
afterEach(async ({ task }) => await keepFailure(session, task));
afterAll(async () => await session.close());

test('an empty window offers two ways in', async () => {
  await workbench.openModelOps();
  await session.page.getByRole('button', { name: 'Open the Sample Project' }).waitFor();
  await session.page.getByText('connect to a database').first().waitFor();
  await screenshot(session.page, 'welcome');
});

test('the walkthrough has a step for each part of the main job', async () => {
  await workbench.run('Welcome: Open Walkthrough...');
  await workbench.choose('Get started with Model Ops');
  const steps = session.page.locator('.getting-started-step');
  await steps.first().waitFor();
  expect(await steps.count()).toBe(6);
});

test('one click opens the sample project, and its step ticks itself off', async () => {
  const step = session.page.locator('.getting-started-step', { hasText: 'Open the sample project' });
  await step.getByText('Open Sample Project').click();
  await workbench.rowShows('flight_delay_model', 'Production v4');
  await workbench.row('flight-delay-tuning').waitFor();
  await step.locator('.codicon-getting-started-step-checked').first().waitFor();
  await screenshot(session.page, 'walkthrough');
});

test('a file that is no database is refused in one sentence, and the tree stays', async () => {
  const file = path.join(session.home, 'notes.db');
  writeFileSync(file, 'These are notes, not tables.\n'.repeat(100));
  await workbench.run('Model Ops: Connect…');
  await workbench.choose('Browse for a database file…');
  await workbench.answerFile(file, 'Connect');
  await workbench.notification('notes.db').waitFor();
  await screenshot(session.page, 'no-database');
  await workbench.row('flight_delay_model').waitFor();
});
