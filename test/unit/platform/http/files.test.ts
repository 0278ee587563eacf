import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ask, clientFor, closeClients, failureOf } from '../../../support/http/testClient';
import { startServer, stopServers } from '../../../support/http/testServer';

let folder = '';
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'http-files-'))));
afterEach(() => rmSync(folder, { recursive: true }));
afterEach(closeClients);
afterEach(stopServers);

const target = (): string => path.join(folder, 'model.bin');
const left = (): string[] => readdirSync(folder);

test('a download is written whole, with progress, over what was there', async () => {
  writeFileSync(target(), 'old');
  const bytes = randomBytes(3_000_000);
  const server = await startServer((_request, response) => response.writeHead(200, { 'content-length': String(bytes.length) }).end(bytes));
  const progress: (number | undefined)[][] = [];
  const onProgress = (done: number, total: number | undefined): void => void progress.push([done, total]);
  const answer = await (await clientFor(server.url)).download(ask(), { file: target(), onProgress });
  expect(answer).toMatchObject({ ok: true, value: { status: 200, body: 3_000_000 } });
  expect(readFileSync(target()).equals(bytes)).toBe(true);
  expect(progress.at(-1)).toEqual([3_000_000, 3_000_000]);
  expect(progress.length).toBeGreaterThan(1);
  expect(left()).toEqual(['model.bin']);
  expect(server.requests[0]?.headers['accept-encoding']).toBe('identity');
});

test('an empty file is downloaded', async () => {
  const server = await startServer((_request, response) => response.end());
  expect(await (await clientFor(server.url)).download(ask(), { file: target() })).toMatchObject({ ok: true, value: { body: 0 } });
  expect(readFileSync(target())).toHaveLength(0);
});

test.each(['reset', 'cut', 'stalled', 'too large', '404'])('a download that is %s leaves the old file and nothing else', async how => {
  writeFileSync(target(), 'old');
  const server = await startServer((_request, response) => {
    response.writeHead(how === '404' ? 404 : 200, how === 'cut' ? { 'content-length': '400000' } : {}).write(randomBytes(300_000));
    if (how === 'reset') setTimeout(() => response.socket?.resetAndDestroy(), 50);
    if (how === 'cut') setTimeout(() => response.socket?.end(), 50);
    if (how === 'too large' || how === '404') response.end(randomBytes(300_000));
  });
  const client = await clientFor(server.url, { timeouts: { idle: 300 } });
  const failure = failureOf(await client.download(ask({ largestAnswer: 500_000 }), { file: target() }));
  expect(failure.reason).toBe(how === '404' ? 'not_found' : how === 'too large' ? 'unreadable' : 'unavailable');
  expect(left()).toEqual(['model.bin']);
  expect(readFileSync(target(), 'utf8')).toBe('old');
});

test('a download that is cancelled leaves nothing behind', async () => {
  const server = await startServer((_request, response) => void response.write(randomBytes(300_000)));
  const controller = new AbortController();
  const onProgress = (): void => controller.abort();
  const answer = await (await clientFor(server.url)).download(ask({ signal: controller.signal }), { file: target(), onProgress });
  expect(failureOf(answer).reason).toBe('cancelled');
  expect(left()).toEqual([]);
});

test('a download that breaks off is begun again', async () => {
  let asked = 0;
  const server = await startServer((_request, response) => {
    response.writeHead(200, { 'content-length': '8' }).write('half');
    if (asked++ === 0) setTimeout(() => response.socket?.resetAndDestroy(), 50);
    else response.end('full');
  });
  expect((await (await clientFor(server.url)).download(ask({ retryFor: 10_000 }), { file: target() })).ok).toBe(true);
  expect(readFileSync(target(), 'utf8')).toBe('halffull');
});

test('a folder that is not there fails', async () => {
  const server = await startServer((_request, response) => response.end('data'));
  const failure = failureOf(await (await clientFor(server.url)).download(ask(), { file: path.join(folder, 'no', 'such') }));
  expect(failure).toMatchObject({ reason: 'unavailable', message: expect.stringContaining('could not be written') });
});

test('a file is uploaded with its length, again when it may be', async () => {
  const bytes = randomBytes(2_000_000);
  writeFileSync(target(), bytes);
  let asked = 0;
  const hashes: string[] = [];
  const server = await startServer((_request, response) => response.writeHead(asked++ === 0 ? 503 : 200).end());
  const onProgress = vi.fn();
  const client = await clientFor(server.url);
  const body = { kind: 'file', file: target(), onProgress } as const;
  expect((await client.json({ method: 'PUT', path: '/up', body, repeatable: true })).ok).toBe(true);
  for (const request of server.requests) {
    expect(request.headers).toMatchObject({ 'content-length': '2000000', 'content-type': 'application/octet-stream' });
    hashes.push(createHash('sha256').update(request.bytes).digest('hex'));
  }
  const expected = createHash('sha256').update(bytes).digest('hex');
  expect(hashes).toEqual([expected, expected]);
  expect(onProgress).toHaveBeenLastCalledWith(2_000_000, 2_000_000);
});

test('an empty file is uploaded', async () => {
  writeFileSync(target(), '');
  const server = await startServer((_request, response) => response.end());
  expect((await (await clientFor(server.url)).json({ method: 'PUT', path: '/up', body: { kind: 'file', file: target() } })).ok).toBe(true);
  expect(server.requests).toMatchObject([{ body: '', headers: { 'content-length': '0' } }]);
});

test('a file that becomes shorter while it is sent is not sent as whole', async () => {
  writeFileSync(target(), randomBytes(2_000_000));
  const server = await startServer((_request, response) => response.end());
  let cut = false;
  const onProgress = (done: number): void => {
    if (done > 0 && !cut) truncateSync(target(), 500_000);
    cut ||= done > 0;
  };
  const body = { kind: 'file', file: target(), onProgress } as const;
  const failure = failureOf(await (await clientFor(server.url)).json({ method: 'PUT', path: '/up', body, repeatable: true, retryFor: 0 }));
  expect(failure.message).toContain('became shorter');
  expect(server.requests).toHaveLength(0);
});

test('a file that is not there is not sent', async () => {
  const client = await clientFor('http://127.0.0.1:1');
  const body = { kind: 'file', file: target() } as const;
  expect(failureOf(await client.json({ method: 'PUT', path: '/up', body })).reason).toBe('unreadable');
});
