import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { keepFailure, openSession, screenshot, type Session } from '../support/vscode';
import { Workbench } from '../support/workbench';

let session: Session;
let workbench: Workbench;

/** A folder whose .env names a server, with an old file store beside it. */
function makeProject(folder: string): void {
  mkdirSync(path.join(folder, 'mlruns', '0'), { recursive: true });
  writeFileSync(path.join(folder, 'mlruns', '0', 'meta.yaml'), 'experiment_id: "0"\n');
  writeFileSync(path.join(folder, '.env'), 'MLFLOW_TRACKING_URI=http://ana:hunter2@127.0.0.1:9 # not running\n');
}

beforeAll(async () => {
  session = await openSession({ makeFolder: makeProject });
  workbench = new Workbench(session.page);
});
afterEach(async ({ task }) => await keepFailure(session, task));
afterAll(async () => await session.close());

test('what was found is offered by a line each, and nothing is connected unasked', async () => {
  await workbench.openModelOps();
  await session.page.getByText('MLFLOW_TRACKING_URI names a server').waitFor();
  await session.page.getByText("MLflow's old file store").first().waitFor();
  await screenshot(session.page, 'welcome-found');
});

test('a file store is shown the way into a database', async () => {
  await workbench.run("Model Ops: Show How to Migrate MLflow's File Store");
  const notice = workbench.notification('mlflow migrate-filestore --source mlruns --target sqlite:///mlflow.db');
  await notice.waitFor();
  await notice.getByText('Copy Command').waitFor();
});

test('a server is offered without the password of its address', async () => {
  await workbench.run('Model Ops: Connect…');
  await workbench.choices.filter({ hasText: '127.0.0.1:9' }).waitFor();
  const offered = (await workbench.choices.allInnerTexts()).join('\n');
  await session.page.keyboard.press('Escape');
  expect(offered).toContain('.env');
  expect(offered).not.toContain('hunter2');
});
