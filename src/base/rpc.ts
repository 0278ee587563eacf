import { type MessageConnection, ProgressType, type CancellationToken } from 'vscode-jsonrpc';
import { type Call, type Calls, type Handlers, type Job, type Notice, type Progress } from './protocol';
import { failure, type Result } from './result';

/** Typed calls over a vscode-jsonrpc connection: host ↔ engine and host ↔ webview use the same two functions. */

interface Envelope {
  readonly params: unknown;
  /** Where progress of this call goes; absent when nobody listens. */
  readonly progressToken?: number;
}

const progressType = new ProgressType<Progress>();
let nextProgressToken = 1;

/** Sends one call. A closed connection answers with a failure, not an exception. */
export async function ask<Params, Value>(
  connection: MessageConnection,
  what: Call<Params, Value>,
  params: Params,
  job: Partial<Job> = {},
): Promise<Result<Value>> {
  if (job.signal?.aborted) return failure('cancelled', 'Cancelled.');
  const token = nextProgressToken++;
  const listening = job.progress ? connection.onProgress(progressType, token, job.progress) : undefined;
  const envelope: Envelope = listening ? { params, progressToken: token } : { params };
  try {
    return await connection.sendRequest<Result<Value>>(what.method, envelope, toCancellationToken(job.signal));
  } catch (error) {
    if (job.signal?.aborted) return failure('cancelled', 'Cancelled.');
    return failure('unavailable', 'The part of Model Ops that should have answered did not.', { detail: String(error) });
  } finally {
    listening?.dispose();
  }
}

/** Registers every handler of a conversation on a connection that is not listening yet. */
export function answer<C extends Calls>(connection: MessageConnection, calls: C, handlers: Handlers<C>): void {
  for (const name of Object.keys(calls)) {
    const method = calls[name]?.method;
    const handler = handlers[name] as (params: unknown, job: Job) => Promise<Result<unknown>> | Result<unknown>;
    if (method === undefined) continue;
    connection.onRequest(method, async (envelope: Envelope, token: CancellationToken) => {
      // What was cancelled before it was taken up comes with a token that tells no listener any more.
      if (token.isCancellationRequested) return failure('cancelled', 'Cancelled.');
      const job: Job = {
        signal: toAbortSignal(token),
        progress: value => {
          if (envelope.progressToken !== undefined) void connection.sendProgress(progressType, envelope.progressToken, value);
        },
      };
      return await handler(envelope.params, job);
    });
  }
}

export function tell<Params>(connection: MessageConnection, what: Notice<Params>, params: Params): void {
  void connection.sendNotification(what.method, params);
}

export function hear<Params>(connection: MessageConnection, what: Notice<Params>, listener: (params: Params) => void): void {
  connection.onNotification(what.method, listener);
}

function toAbortSignal(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

function toCancellationToken(signal: AbortSignal | undefined): CancellationToken {
  return {
    get isCancellationRequested() {
      return signal?.aborted ?? false;
    },
    onCancellationRequested: listener => {
      const run = (): void => listener(undefined);
      signal?.addEventListener('abort', run);
      return { dispose: () => signal?.removeEventListener('abort', run) };
    },
  };
}
