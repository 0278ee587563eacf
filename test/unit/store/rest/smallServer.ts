import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What to answer; undefined drops the connection without an answer. */
export type Answer = { readonly status?: number; readonly type?: string; readonly body: string | Buffer } | undefined;

/** A server on this machine that answers as a test says, and remembers what it was asked. */
export class SmallServer {
  private constructor(
    private readonly server: Server,
    readonly address: string,
    readonly asked: readonly Asked[],
  ) {}

  static async start(answer: (asked: Asked) => Answer): Promise<SmallServer> {
    const asked: Asked[] = [];
    const server = createServer((request, response) => void reply(request, response, { asked, answer }));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return new SmallServer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

async function reply(
  request: IncomingMessage,
  response: ServerResponse,
  { asked, answer }: { readonly asked: Asked[]; readonly answer: (asked: Asked) => Answer },
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const url = new URL(request.url ?? '/', 'http://localhost');
  const its: Asked = {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: Buffer.concat(parts).toString(),
  };
  asked.push(its);
  const answered = answer(its);
  if (answered === undefined) return void request.socket.destroy();
  response.writeHead(answered.status ?? 200, { 'content-type': answered.type ?? 'application/json' });
  response.end(answered.body);
}

export function json(value: unknown, status = 200): Answer {
  return { status, body: JSON.stringify(value) };
}

/** An MLflow that answers what every client asks first, and the rest as a test says. */
export function mlflow(answer: (asked: Asked) => Answer, version = '3.17.2'): (asked: Asked) => Answer {
  return asked => {
    if (asked.path === '/version') return { body: version, type: 'text/plain' };
    if (asked.path === '/api/3.0/mlflow/server-info') return json({ workspaces_enabled: false });
    if (asked.path === '/api/2.0/mlflow/experiments/search' && asked.body === '{"max_results":1}') return json({});
    return answer(asked);
  };
}
