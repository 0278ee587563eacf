import { afterEach, expect, test } from 'vitest';
import { createHttpClient } from '../../../../src/platform/http/createHttpClient';
import { type HttpClient, type HttpClientOptions } from '../../../../src/platform/httpClient';
import { startServer, stopServers, type TestServer } from '../../../support/http/testServer';

afterEach(stopServers);

async function client(server: TestServer, more: Partial<HttpClientOptions> = {}): Promise<HttpClient> {
  const made = await createHttpClient({ baseUrl: server.url, service: 'MLflow', ...more });
  if (!made.ok) throw new Error(made.failure.message);
  return made.value;
}

test('a request carries method, prefix, path, repeated query fields, headers, credentials and body', async () => {
  const server = await startServer((_request, response) => response.end('{"a":1}'));
  const baseUrl = server.url.replace('//', '//ana:p%40ss%3Aw@') + '/team/';
  const one = await client(server, { baseUrl, headers: { 'X-MLFLOW-WORKSPACE': 'blue' } });
  const answer = await one.json({
    method: 'POST',
    path: '/api/2.0/mlflow/runs/search',
    query: { a: ['1', '2'], b: 'x y&z', c: undefined, d: 3 },
    body: { kind: 'json', value: { name: 'Größe' } },
  });
  expect(answer).toMatchObject({ ok: true, value: { status: 200, body: { a: 1 } } });
  expect(server.requests).toHaveLength(1);
  expect(server.requests[0]).toMatchObject({
    method: 'POST',
    url: '/team/api/2.0/mlflow/runs/search?a=1&a=2&b=x+y%26z&d=3',
    body: '{"name":"Größe"}',
    headers: {
      'content-type': 'application/json',
      'x-mlflow-workspace': 'blue',
      authorization: `Basic ${Buffer.from('ana:p@ss:w').toString('base64')}`,
      'content-length': '18',
    },
  });
});
