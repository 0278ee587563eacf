import { expect, test } from 'vitest';
import { runFake } from '../../support/commandLine';

test('sample says where the copy and its store are', async () => {
  const ran = await runFake(['sample', 'flights', '--json']);
  expect(ran.exitCode).toBe(0);
  expect(JSON.parse(ran.stdout)).toEqual({ uri: 'sqlite:////here/flights/mlflow.db', folder: '/here/flights' });
});

test('sample without a folder is wrong usage', async () => {
  expect(await runFake(['sample'])).toMatchObject({ exitCode: 2, stdout: '' });
});
