import { PassThrough } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter, type MessageConnection } from 'vscode-jsonrpc/node';
import { call, type Handlers, type Progress } from '../../../src/base/protocol';
import { failure, success } from '../../../src/base/result';
import { answer, ask } from '../../../src/base/rpc';

const calls = {
  double: call<{ value: number }, number>('test/double'),
  count: call<{ to: number }, number>('test/count'),
  never: call<void, void>('test/never'),
  refuse: call<void, void>('test/refuse'),
} as const;

const open: MessageConnection[] = [];
afterEach(() => open.splice(0).forEach(connection => connection.dispose()));

function pair(handlers: Handlers<typeof calls>): MessageConnection {
  const there = new PassThrough();
  const back = new PassThrough();
  const client = createMessageConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  const server = createMessageConnection(new StreamMessageReader(there), new StreamMessageWriter(back));
  answer(server, calls, handlers);
  client.listen();
  server.listen();
  open.push(client, server);
  return client;
}

const handlers: Handlers<typeof calls> = {
  double: ({ value }) => success(value * 2),
  count: ({ to }, job) => {
    for (let done = 1; done <= to; done++) job.progress({ done, total: to, what: `step ${done}` });
    return success(to);
  },
  never: (_, job) => new Promise(resolve => job.signal.addEventListener('abort', () => resolve(failure('cancelled', 'Stopped.')))),
  refuse: () => failure('conflict', 'It moved.', { nextStep: 'Look again.' }),
};

test('a call answers with the value of its handler', async () => {
  expect(await ask(pair(handlers), calls.double, { value: 21 })).toEqual({ ok: true, value: 42 });
});

test('an expected failure crosses as a value, next step included', async () => {
  expect(await ask(pair(handlers), calls.refuse, undefined)).toEqual({
    ok: false,
    failure: { reason: 'conflict', message: 'It moved.', nextStep: 'Look again.' },
  });
});

test('progress of a call reaches the caller that listens, in order', async () => {
  const heard: Progress[] = [];
  await ask(pair(handlers), calls.count, { to: 3 }, { progress: value => heard.push(value) });
  expect(heard.map(value => value.what)).toEqual(['step 1', 'step 2', 'step 3']);
});

test('aborting the signal cancels the handler', async () => {
  const controller = new AbortController();
  const pending = ask(pair(handlers), calls.never, undefined, { signal: controller.signal });
  setTimeout(() => controller.abort(), 10);
  expect(await pending).toMatchObject({ ok: false, failure: { reason: 'cancelled' } });
});

test('a closed connection answers with a failure, not an exception', async () => {
  const client = pair(handlers);
  const pending = ask(client, calls.never, undefined);
  setTimeout(() => client.dispose(), 10);
  expect(await pending).toMatchObject({ ok: false, failure: { reason: 'unavailable' } });
});

test('a call that is cancelled before it is taken up is never started', async () => {
  const there = new PassThrough();
  const back = new PassThrough();
  const client = createMessageConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  const server = createMessageConnection(new StreamMessageReader(there), new StreamMessageWriter(back));
  let started = false;
  answer(server, calls, { ...handlers, refuse: () => ((started = true), failure('conflict', 'Started.')) });
  open.push(client, server);
  client.listen();
  const controller = new AbortController();
  const pending = ask(client, calls.refuse, undefined, { signal: controller.signal });
  controller.abort();
  await new Promise(resolve => setTimeout(resolve, 20));
  // The answering side starts late, as a process does: request and cancel lie ready together.
  server.listen();
  expect(await pending).toMatchObject({ ok: false, failure: { reason: 'cancelled' } });
  expect(started).toBe(false);
});

test('a call that is cancelled before it is sent is not sent', async () => {
  expect(await ask(pair(handlers), calls.double, { value: 1 }, { signal: AbortSignal.abort() })).toMatchObject({
    failure: { reason: 'cancelled' },
  });
});
