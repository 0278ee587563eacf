import { expect, test } from 'vitest';
import { connectionFailure } from '../../../../src/platform/http/connectionFailure';

const said = (error: unknown, proxy?: string) => connectionFailure(error, 'mlflow.example', proxy);
const coded = (code: string, more: object = {}): Error => Object.assign(new Error(code), { code, ...more });

test.each([
  ['ECONNREFUSED', 'the connection was refused', true, true],
  ['ENOTFOUND', 'no machine has that name', false, true],
  ['EAI_AGAIN', 'the name service does not answer', false, true],
  ['UND_ERR_CONNECT_TIMEOUT', 'no connection in time', false, true],
  ['EHOSTUNREACH', 'cannot be reached from here', false, true],
  ['CERT_HAS_EXPIRED', 'has expired', false, true],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'of an authority that is not trusted', false, true],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'of an authority that is not trusted', false, true],
  ['CERT_REVOKED', 'cannot be accepted', false, true],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'asks for a certificate of the client', false, true],
  ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'asks for a certificate of the client', false, true],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'does not speak https', false, true],
  ['EPROTO', 'does not speak https', false, true],
  ['ECONNRESET', 'broke the connection off', true, false],
  ['UND_ERR_SOCKET', 'broke the connection off', true, false],
  ['UND_ERR_REQ_CONTENT_LENGTH_MISMATCH', 'became shorter', false, false],
  ['Z_DATA_ERROR', 'compression is damaged', false, false],
  ['SOMETHING_NEW', 'could not be talked to', false, false],
])('%s: %s', (code, says, passing, unsent) => {
  const found = said(coded(code));
  expect(found).toMatchObject({ passing, unsent, failure: { reason: 'unavailable', detail: `Error: ${code}` } });
  expect(found.failure.message).toMatch(new RegExp(`^mlflow\\.example .*${says}`));
});

test('the error inside another one is what counts, and both are in the detail', () => {
  const found = said(new TypeError('outer', { cause: new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')], 'all') }));
  expect(found.failure.message).toContain('the connection was refused');
  expect(found.failure.detail).toBe('TypeError: outer; AggregateError: all; Error: ECONNREFUSED; Error: ENETUNREACH');
});

test('a reset while connecting sent nothing', () => {
  expect(said(coded('ECONNRESET', { syscall: 'connect' })).unsent).toBe(true);
  expect(said(coded('ECONNRESET', { syscall: 'read' })).unsent).toBe(false);
});

test('a proxy that is not reached is named', () => {
  expect(said(coded('ENOTFOUND'), 'proxy:3128').failure.message).toBe('The proxy proxy:3128 was not found: no machine has that name.');
  expect(said(coded('CERT_HAS_EXPIRED'), 'proxy:3128').failure.message).toMatch(/^mlflow\.example /);
});

test('what is no error has words too', () =>
  expect(said('odd').failure).toMatchObject({ message: 'mlflow.example could not be talked to.', detail: 'odd' }));
