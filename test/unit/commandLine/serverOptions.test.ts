import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serverOptions } from '../../../src/commandLine/serverOptions';

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'server-options-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const access = (environment: Record<string, string>) => serverOptions({ HOME: home, ...environment }).server;

test("MLflow's variables let one in", () => {
  expect(access({})).toEqual({});
  expect(access({ MLFLOW_TRACKING_TOKEN: 't' })).toEqual({ credentials: { kind: 'bearer', token: 't' } });
  expect(access({ MLFLOW_TRACKING_USERNAME: 'ana', MLFLOW_TRACKING_PASSWORD: 'p', MLFLOW_TRACKING_TOKEN: 't' })).toEqual({
    credentials: { kind: 'basic', username: 'ana', password: 'p' },
  });
  expect(
    access({
      MLFLOW_TRACKING_INSECURE_TLS: 'TRUE',
      MLFLOW_TRACKING_SERVER_CERT_PATH: '/ca.pem',
      MLFLOW_TRACKING_CLIENT_CERT_PATH: '/me.pem',
      MLFLOW_WORKSPACE: 'blue',
    }),
  ).toEqual({ insecure: true, certificateAuthority: '/ca.pem', clientCertificate: '/me.pem', workspace: 'blue' });
});

test('its file fills in what no variable says', () => {
  mkdirSync(path.join(home, '.mlflow'));
  const file =
    '[other]\nmlflow_tracking_username = no\n\n[mlflow]\n# mine\nMLFLOW_TRACKING_USERNAME = ana\nmlflow_tracking_password: a=b\n';
  writeFileSync(path.join(home, '.mlflow', 'credentials'), file);
  expect(access({})).toEqual({ credentials: { kind: 'basic', username: 'ana', password: 'a=b' } });
  expect(access({ MLFLOW_TRACKING_PASSWORD: 'other' })).toEqual({ credentials: { kind: 'basic', username: 'ana', password: 'other' } });
});

test('copies of artifacts are kept in the user’s own cache', () => {
  expect(serverOptions({ HOME: home }).cacheFolder).toBe(path.join(home, '.cache', 'modelops', 'artifacts'));
  expect(serverOptions({ HOME: home, XDG_CACHE_HOME: '/cache' }).cacheFolder).toBe(path.join('/cache', 'modelops', 'artifacts'));
});
