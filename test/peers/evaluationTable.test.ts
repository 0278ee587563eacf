import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loggedTables } from '../../src/domain/loggedTables';
import { type DriftReport } from '../../src/drift/contract';
import { peersPython } from '../support/peersPython';

const run = promisify(execFile);
const cli = path.resolve('dist/cli.js');

/** What the peer logged, and what pandas makes of the table. */
interface Evaluated {
  readonly reference: string;
  readonly current: string;
  readonly columns: Readonly<Record<string, { readonly dtype: string; readonly missing: number }>>;
  readonly tags: Readonly<Record<string, string>>;
}

let folder: string;
let logged: Evaluated;
beforeAll(async () => {
  if (!existsSync(cli)) throw new Error('There is no dist/cli.js: run "node scripts/build.mjs".');
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'evaluation-peers-')));
  const { stdout } = await run(peersPython(), [path.resolve('test/peers/evaluation_peer.py'), folder]);
  logged = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Evaluated;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function drift(...args: readonly string[]): Promise<DriftReport> {
  const env = { ...process.env, MLFLOW_TRACKING_URI: '' };
  const { stdout } = await run(process.execPath, [cli, 'drift', ...args, '--json'], { cwd: folder, env, maxBuffer: 1 << 26 });
  return JSON.parse(stdout) as DriftReport;
}

const table = (id: string): string => `runs:/${id}/eval_results_table.json`;

test('the evaluation tables of two runs are compared, as pandas types their columns', async () => {
  expect(loggedTables(logged.tags)).toEqual(['eval_results_table.json']);
  const report = await drift('--reference', table(logged.reference), '--current', table(logged.current));
  expect(report.columns.map(({ name, reference }) => [name, reference.count + reference.missing, reference.missing])).toEqual(
    Object.entries(logged.columns).map(([name, { missing }]) => [name, 80, missing]),
  );
  const types = Object.fromEntries(report.columns.map(({ name, type }) => [name, type]));
  for (const [name, { dtype }] of Object.entries(logged.columns))
    expect([name, types[name]]).toEqual([name, dtype === 'str' ? 'categorical' : 'numeric']);
  const drifted = report.columns.filter(column => column.drifted === true).map(({ name }) => name);
  expect(drifted).toEqual(expect.arrayContaining(['predicted', 'absolute_error/score']));
});

test('and so by a monitor, of some of their rows', async () => {
  const monitor = {
    name: 'evaluations',
    reference: table(logged.reference),
    current: table(logged.current),
    where: { current: { column: 'hour', from: 6, to: 18 } },
  };
  writeFileSync(path.join(folder, 'modelops.yaml'), JSON.stringify({ monitors: [monitor] }));
  const report = await drift('--monitor', 'evaluations');
  expect(report.reference.rows).toBe(80);
  expect(report.current.rows).toBeGreaterThan(20);
  expect(report.current.rows).toBeLessThan(60);
});
