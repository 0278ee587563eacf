import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Page } from 'playwright-core';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Message,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import { type Calls, type Handlers } from '../../src/base/protocol';
import { messageParts } from '../../src/base/messageParts';
import { answer } from '../../src/base/rpc';
import { type EditorTheme, themeStyle } from './editorThemes';
import { listenForProblems, newPage, type ReportPages } from './reportPages';

const ADDRESS = 'https://host.test/';
const NONCE = 'dGVzdA';

export interface HostedOptions<C extends Calls> {
  /** The page by the name of its bundle. */
  readonly kind: string;
  readonly theme: EditorTheme;
  readonly page: { readonly calls: C };
  readonly handlers: Handlers<C>;
  readonly width?: number;
}

export interface HostedPage {
  readonly page: Page;
  readonly problems: readonly string[];
  readonly connection: MessageConnection;
  /** Bytes of the largest message that was posted to the page. */
  readonly largestMessage: () => number;
}

/** A page as the editor shows it, without the editor: its policy, its colours, its message channel, its kept state. */
export async function openHosted<C extends Calls>(pages: ReportPages, options: HostedOptions<C>): Promise<HostedPage> {
  const page = await newPage(pages, options.width === undefined ? {} : { width: options.width });
  const problems = listenForProblems(page);
  await page.route(`${ADDRESS}**`, route => {
    const name = new URL(route.request().url()).pathname.slice(1);
    if (name === '') return route.fulfill({ contentType: 'text/html', body: hostHtml(options.kind, options.theme) });
    const contentType = name.endsWith('.css') ? 'text/css' : 'text/javascript';
    return route.fulfill({ contentType, body: readFileSync(path.join(pages.folder, name)) });
  });
  const reader = new ChannelReader();
  await page.exposeFunction('postToHost', (message: Message) => reader.receive(message));
  await page.addInitScript(offerEditorApi);
  const writer = new ChannelWriter(page);
  const connection = createMessageConnection(reader, writer);
  answer(connection, options.page.calls, options.handlers);
  connection.listen();
  await page.goto(ADDRESS);
  return { page, problems, connection, largestMessage: () => writer.largest };
}

function hostHtml(kind: string, theme: EditorTheme): string {
  const origin = ADDRESS.slice(0, -1);
  const policy = `default-src 'none'; img-src ${origin} data:; font-src ${origin}; style-src ${origin} 'nonce-${NONCE}'; script-src 'nonce-${NONCE}'`;
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}"><meta property="csp-nonce" content="${NONCE}">
<style nonce="${NONCE}">${themeStyle(theme)}</style><link rel="stylesheet" nonce="${NONCE}" href="${origin}/${kind}.css"></head>
<body class="${theme.kind}" data-vscode-theme-kind="${theme.kind}"><div id="root"></div><script nonce="${NONCE}" src="${origin}/${kind}.js"></script></body></html>`;
}

/** Runs in the page: what a webview finds. The kept state outlives a reload, as in the editor. */
function offerEditorApi(): void {
  const own = window as unknown as { postToHost: (message: unknown) => void; acquireVsCodeApi: () => unknown };
  own.acquireVsCodeApi = () => ({
    postMessage: (message: unknown) => own.postToHost(JSON.parse(JSON.stringify(message))),
    getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
    setState: (state: unknown) => sessionStorage.setItem('state', JSON.stringify(state)),
  });
}

class ChannelReader extends AbstractMessageReader {
  private callback: DataCallback | undefined;

  listen(callback: DataCallback): { dispose(): void } {
    this.callback = callback;
    return { dispose: () => (this.callback = undefined) };
  }

  receive(message: Message): void {
    this.callback?.(message);
  }
}

class ChannelWriter extends AbstractMessageWriter {
  /** Bytes of the largest message so far. */
  largest = 0;

  constructor(private readonly page: Page) {
    super();
  }

  /** The editor sends messages through JSON too. */
  async write(message: Message): Promise<void> {
    for (const part of messageParts(message)) {
      const text = JSON.stringify(part);
      this.largest = Math.max(this.largest, Buffer.byteLength(text));
      await this.page.evaluate(posted => window.postMessage(JSON.parse(posted), '*'), text);
    }
  }

  end(): void {
    // The page ends with its browser.
  }
}
