import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fateOf, inspectMlflow, serverArguments, serverEnvironment } from '../../../src/platform/mlflowPython';

const facts = { version: '3.17.2', head: 'b', revision: 'a', knows: true, upgrades: true };

test.each([
  [{}, 'upgraded'],
  [{ revision: 'b' }, 'kept'],
  [{ upgrades: false }, 'refused'],
  [{ knows: false }, 'newer'],
  [{ knows: false, upgrades: false }, 'newer'],
  [{ head: null }, 'unknown'],
  [{ revision: null }, 'unknown'],
])('a file for which %j holds is %s', (others, fate) => expect(fateOf({ ...facts, ...others })).toBe(fate));

test('a Python is asked without a shell, and its last line is the answer', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mlflow-python-'));
  const program = path.join(folder, 'python');
  writeFileSync(program, `#!/bin/sh\necho a warning\necho "{\\"version\\": \\"1\\", \\"head\\": \\"$3\\"}"\n`);
  chmodSync(program, 0o755);
  expect(await inspectMlflow(program, '$(touch x).db', folder)).toEqual({ version: '1', head: '$(touch x).db' });
  writeFileSync(program, '#!/bin/sh\nexit 1\n');
  expect(await inspectMlflow(program, 'mlflow.db', folder)).toBeNull();
  writeFileSync(program, '#!/bin/sh\necho hello\n');
  expect(await inspectMlflow(program, 'mlflow.db', folder)).toBeNull();
  expect(await inspectMlflow(path.join(folder, 'nowhere'), 'mlflow.db', folder)).toBeNull();
  rmSync(folder, { recursive: true });
});

test('a server listens on this machine only, and a path is one argument', () => {
  const args = serverArguments({ storeUri: 'sqlite:////a b; rm -rf/mlflow.db', artifacts: '/a b/mlartifacts', port: 5001 });
  expect(args).toContain('sqlite:////a b; rm -rf/mlflow.db');
  expect(args.slice(-4)).toEqual(['--host', '127.0.0.1', '--port', '5001']);
});

test('the programs beside a Python are found by their names, and no workers outlive the server', () => {
  const python = path.resolve('venv', 'bin', 'python');
  const beside = path.dirname(python);
  const jobs = 'MLFLOW_SERVER_ENABLE_JOB_EXECUTION';
  expect(serverEnvironment(python, { Path: 'before' })).toEqual({ Path: `${beside}${path.delimiter}before`, [jobs]: 'false' });
  expect(serverEnvironment(python, {})).toEqual({ PATH: beside, [jobs]: 'false' });
  expect(serverEnvironment('python3', { PATH: 'before', [jobs]: 'true' })).toEqual({ [jobs]: 'true' });
});
