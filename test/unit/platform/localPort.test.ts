import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freeLocalPort, isListening } from '../../../src/platform/localPort';

test('a port in use is not given, and is seen to listen', async () => {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const used = typeof address === 'object' && address !== null ? address.port : 0;
  const free = await freeLocalPort(used);
  expect(free).toBeGreaterThan(0);
  expect(free).not.toBe(used);
  expect([await isListening(used), await isListening(free)]).toEqual([true, false]);
  await new Promise(resolve => server.close(resolve));
  expect(await freeLocalPort(used)).toBe(used);
});
