import { expect } from 'vitest';
import { type Failure, type Result } from '../../../src/base/result';
import { createHttpClient } from '../../../src/platform/http/createHttpClient';
import { type HttpClient, type HttpClientOptions, type HttpRequest } from '../../../src/platform/httpClient';

const open: HttpClient[] = [];

/** A client that closeClients ends. Nothing of this machine's environment has a say in it. */
export async function clientFor(baseUrl: string, more: Partial<HttpClientOptions> = {}): Promise<HttpClient> {
  const made = await createHttpClient({ baseUrl, service: 'MLflow', proxy: 'direct', ...more });
  if (!made.ok) throw new Error(made.failure.message);
  open.push(made.value);
  return made.value;
}

export async function closeClients(): Promise<void> {
  await Promise.all(open.splice(0).map(client => client.close()));
}

/** A question that is asked once. */
export const ask = (more: Partial<HttpRequest> = {}): HttpRequest => ({ method: 'GET', path: '/api', retryFor: 0, ...more });

/** A change that must not be made twice. */
export const change = (more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'POST',
  path: '/api',
  body: { kind: 'json', value: { name: 'model' } },
  ...more,
});

/** What went wrong, in one line with a next step. */
export function failureOf(result: Result<unknown>): Failure {
  if (result.ok) throw new Error(`It did not fail: ${JSON.stringify(result.value)}`);
  const { failure } = result;
  expect(failure.message).toMatch(/^[^\n\r]+\.$/);
  if (failure.reason !== 'cancelled') expect(failure.nextStep).toMatch(/^[^\n\r]+\.$/);
  return failure;
}
