import { describe, expect, test } from 'vitest';
import { proxyFor } from '../../../../src/platform/http/proxyFor';

const found = (origin: string, choice: Parameters<typeof proxyFor>[1], environment: NodeJS.ProcessEnv = {}): string | undefined => {
  const proxy = proxyFor(origin, choice, environment);
  return proxy.ok ? proxy.value?.url : proxy.failure.reason;
};
const url = 'http://proxy:3128';

describe('the environment', () => {
  test.each<[string, NodeJS.ProcessEnv, string | undefined]>([
    ['http://a.example', { HTTP_PROXY: url }, url],
    ['http://a.example', { HTTPS_PROXY: url }, undefined],
    ['https://a.example', { HTTPS_PROXY: url }, url],
    ['https://a.example', { https_proxy: 'http://lower:1', HTTPS_PROXY: url }, 'http://lower:1'],
    ['https://a.example', { ALL_PROXY: url }, url],
    ['https://a.example', { HTTPS_PROXY: 'proxy:3128' }, url],
    ['https://a.example', { HTTPS_PROXY: url, NO_PROXY: 'b.example' }, url],
    ['https://a.example', { HTTPS_PROXY: url, NO_PROXY: 'A.example' }, undefined],
    ['https://a.example', {}, undefined],
  ])('%s with %j → %s', (origin, environment, expected) => expect(found(origin, 'environment', environment)).toBe(expected));
});

test('direct asks no proxy', () => expect(found('https://a.example', 'direct', { HTTPS_PROXY: url })).toBeUndefined());

describe('NO_PROXY', () => {
  test.each([
    ['http://a.example', '*', true],
    ['http://a.example', 'example', true],
    ['http://a.example', '.example', true],
    ['http://a.example', '*.example', true],
    ['http://notexample', 'example', false],
    ['http://a.example', 'x.example b.example', false],
    ['http://a.example', 'x.example  a.example', true],
    ['http://a.example:5000', 'a.example:5000', true],
    ['http://a.example:5000', 'a.example:80', false],
    ['http://a.example', 'a.example:80', true],
    ['https://a.example', 'a.example:443', true],
    ['http://10.1.2.3', '10.0.0.0/8', true],
    ['http://11.1.2.3', '10.0.0.0/8', false],
    ['http://a.example', '10.0.0.0/8', false],
    ['http://10.1.2.3', '10.0.0.0/99', false],
    ['http://10.1.2.3', '10.1.2.3', true],
    ['http://10.1.2.3', '2.3', false],
    ['http://[fd00::1]', 'fd00::/8', true],
    ['http://[fd00::1]', 'fd00::1', true],
    ['http://[fd00::1]:5000', '[fd00::1]:5000', true],
    ['http://a.example', '', false],
    ['http://a.example', ' , ', false],
  ])('%s by "%s": %s', (origin, noProxy, direct) => expect(found(origin, { url, noProxy })).toBe(direct ? undefined : url));
});

test.each(['http://localhost:5000', 'http://127.0.0.1', 'http://127.9.9.9', 'https://[::1]:5000', 'http://mlflow.localhost'])(
  '%s is this machine',
  origin => expect(found(origin, { url })).toBeUndefined(),
);

describe("the editor's settings", () => {
  const authorization = 'Negotiate c2VjcmV0';
  const told = (environment: NodeJS.ProcessEnv) => proxyFor('https://a.example', 'environment', environment);
  const set = { MODELOPS_PROXY: url, MODELOPS_PROXY_AUTHORIZATION: authorization };

  test("count more than the environment's proxies", () =>
    expect(told({ ...set, https_proxy: 'http://other:1', HTTPS_PROXY: 'http://other:2' })).toEqual({
      ok: true,
      value: { url, host: 'proxy:3128', authorization },
    }));

  test('count more than the credentials in the address', () =>
    expect(told({ ...set, MODELOPS_PROXY: 'http://ana:p@proxy:3128' })).toMatchObject({ value: { authorization } }));

  test('leave the credentials in the address where there are no others', () =>
    expect(told({ MODELOPS_PROXY: 'http://ana:p@proxy:3128', MODELOPS_PROXY_AUTHORIZATION: '' })).toMatchObject({
      value: { authorization: `Basic ${Buffer.from('ana:p').toString('base64')}` },
    }));

  test('tell no other proxy who the user is', () =>
    expect(told({ HTTPS_PROXY: url, MODELOPS_PROXY: '', MODELOPS_PROXY_AUTHORIZATION: authorization })).toEqual({
      ok: true,
      value: { url, host: 'proxy:3128', authorization: undefined },
    }));

  test('leave what NO_PROXY names alone', () => expect(told({ ...set, no_proxy: 'a.example' })).toEqual({ ok: true, value: undefined }));

  test('cannot break the header', () => {
    const refused = told({ ...set, MODELOPS_PROXY_AUTHORIZATION: 'Basic c2VjcmV0\r\nx: y' });
    expect(refused).toMatchObject({ ok: false, failure: { reason: 'invalid' } });
    expect(JSON.stringify(refused)).not.toContain('c2VjcmV0');
  });
});

test('the credentials of a proxy are taken out of its address', () => {
  expect(proxyFor('http://a.example', { url: 'http://ana:p%40ss@proxy:3128' })).toEqual({
    ok: true,
    value: { url, host: 'proxy:3128', authorization: `Basic ${Buffer.from('ana:p@ss').toString('base64')}` },
  });
});
