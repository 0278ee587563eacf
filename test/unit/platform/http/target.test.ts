import { describe, expect, test } from 'vitest';
import { addressOf, targetOf, type Target } from '../../../../src/platform/http/target';

const target = (baseUrl: string): Target => {
  const found = targetOf(baseUrl, undefined);
  if (!found.ok) throw new Error(found.failure.message);
  return found.value;
};

test('the address of a server is parted into what is shown and what is secret', () => {
  expect(target(' HTTPS://ana:p%40ss@MLflow.example:443/team// ')).toEqual({
    origin: 'https://mlflow.example',
    host: 'mlflow.example',
    prefix: '/team',
    credentials: { kind: 'basic', username: 'ana', password: 'p@ss' },
  });
  expect(target('http://[::1]:5000')).toMatchObject({
    origin: 'http://[::1]:5000',
    host: '[::1]:5000',
    prefix: '',
    credentials: undefined,
  });
});

test('credentials that are given count before those in the address', () => {
  const given = { kind: 'bearer', token: 't' } as const;
  expect(targetOf('http://ana:x@host', given)).toMatchObject({ ok: true, value: { credentials: given } });
});

test.each([
  '',
  'mlflow',
  'file:///x',
  'databricks://p',
  'ana:canary@host:5000',
  'ftp://ana:canary@host',
  'http://',
  'http://ana:canary%@host',
  'http://a b:canary@',
])('"%s" is no address, and nothing secret of it is shown', baseUrl => {
  const found = targetOf(baseUrl, undefined);
  expect(found).toMatchObject({ ok: false, failure: { reason: 'invalid' } });
  expect(JSON.stringify(found)).not.toContain('canary');
});

describe('a path', () => {
  const base = target('http://host/team');
  const address = (path: string): string => {
    const found = addressOf(base, { method: 'GET', path });
    return found.ok ? found.value : found.failure.reason;
  };
  test.each([
    ['/api', '/team/api'],
    ['/a b/é', '/team/a%20b/%C3%A9'],
    ['/a%2Fb', '/team/a%2Fb'],
    ['/a?b#c', '/team/a%3Fb%23c'],
    ['/a\\b', '/team/a%5Cb'],
    ['//evil.example/x', '/team//evil.example/x'],
    ['/@evil.example', '/team/@evil.example'],
    ['/..', 'invalid'],
    ['/a/../b', 'invalid'],
    ['/a/%2E%2e/b', 'invalid'],
    ['/a/.%2e', 'invalid'],
    ['/a\\..\\b', 'invalid'],
    ['/./a', 'invalid'],
    ['/...', '/team/...'],
    ['http://evil.example/', 'invalid'],
    ['', 'invalid'],
    ['/a\r\nHost: evil', '/team/aHost:%20evil'],
  ])('%j → %s', (path, expected) => expect(address(path)).toBe(expected));
});
