import { afterEach, expect, test } from 'vitest';
import { ask, clientFor, closeClients, failureOf } from '../../../support/http/testClient';
import { startServer, stopServers } from '../../../support/http/testServer';

afterEach(closeClients);
afterEach(stopServers);

test('a request carries method, prefix, path, repeated query fields, headers, credentials and body', async () => {
  const server = await startServer((_request, response) => response.end('{"a":1}'));
  const baseUrl = `${server.url.replace('//', '//ana:p%40ss%3Aw@')}/team/`;
  const client = await clientFor(baseUrl, { headers: { 'X-MLFLOW-WORKSPACE': 'blue' } });
  const answer = await client.json({
    method: 'POST',
    path: '/api/2.0/mlflow/runs/search',
    query: { a: ['1', '2'], b: 'x y&z', c: undefined, d: 3, e: true },
    headers: { 'X-One': '1' },
    body: { kind: 'json', value: { name: 'Größe' } },
  });
  expect(answer).toMatchObject({ ok: true, value: { status: 200, body: { a: 1 } } });
  expect(client.origin).toBe(server.url);
  expect(server.requests).toHaveLength(1);
  expect(server.requests[0]).toMatchObject({
    method: 'POST',
    url: '/team/api/2.0/mlflow/runs/search?a=1&a=2&b=x+y%26z&d=3&e=true',
    body: '{"name":"Größe"}',
    headers: {
      'content-type': 'application/json',
      'x-mlflow-workspace': 'blue',
      'x-one': '1',
      authorization: `Basic ${Buffer.from('ana:p@ss:w').toString('base64')}`,
      'content-length': '18',
    },
  });
});

test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const)('%s is sent as such', async method => {
  const server = await startServer((_request, response) => response.end('{}'));
  expect((await (await clientFor(server.url)).json({ method, path: '/x' })).ok).toBe(true);
  expect(server.requests).toMatchObject([{ method, url: '/x', body: '' }]);
});

test('text and bytes are handed on as they are', async () => {
  const server = await startServer((_request, response) => response.setHeader('X-Version', '3.11').end('3.11.2 ü'));
  const client = await clientFor(server.url);
  expect(await client.text(ask())).toMatchObject({ ok: true, value: { headers: { 'x-version': '3.11' }, body: '3.11.2 ü' } });
  const bytes = await client.bytes(ask());
  expect(bytes.ok && Buffer.from(bytes.value.body).toString()).toBe('3.11.2 ü');
});

test('an id of 18 digits keeps them', async () => {
  const server = await startServer((_request, response) => response.end('{"experiment_id":987654321098765432,"value":0.1}'));
  const body = { experiment_id: '987654321098765432', value: 0.1 };
  expect(await (await clientFor(server.url)).json(ask())).toMatchObject({ ok: true, value: { body } });
});

test('a hundred requests at once share the connections', async () => {
  const ports = new Set<number | undefined>();
  const server = await startServer((request, response) => {
    ports.add(request.socket.remotePort);
    setTimeout(() => response.end(JSON.stringify(request.url)), 5);
  });
  const client = await clientFor(server.url);
  const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => client.json(ask({ path: `/${index}` }))));
  expect(answers.map(answer => answer.ok && answer.value.body)).toEqual(Array.from({ length: 100 }, (_, index) => `/${index}`));
  expect(ports.size).toBeLessThanOrEqual(16);
});

test('closing ends what is under way, and nothing is sent afterwards', async () => {
  const server = await startServer(() => undefined);
  const client = await clientFor(server.url);
  const asked = client.json(ask());
  await new Promise(resolve => setTimeout(resolve, 100));
  await client.close();
  expect(failureOf(await asked).reason).toBe('unavailable');
  expect(failureOf(await client.json(ask())).reason).toBe('unavailable');
  expect(server.requests).toHaveLength(1);
});
