import { randomBytes } from 'node:crypto';
import { Uri, type Webview, type WebviewPanel } from 'vscode';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Message,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import { type Disposable } from '../base/disposable';
import { messageParts } from '../base/messageParts';

/** A page of dist/webview by name: `<name>.js` and `<name>.css`. */
interface Page {
  readonly name: string;
  readonly title: string;
  readonly extensionUri: Uri;
}

/**
 * Loads a page into a panel under a strict policy: scripts and styles of our own folder by nonce, nothing from the
 * network, no evaluation.
 */
export function loadPage(panel: WebviewPanel, page: Page): void {
  const folder = pageFolder(page.extensionUri);
  panel.webview.options = { enableScripts: true, localResourceRoots: [folder] };
  panel.webview.html = pageHtml(panel.webview, folder, page);
}

/**
 * JSON-RPC over a webview's messages. A page that was hidden and shown again speaks over the same connection: it asks
 * for its state when it loads, so nothing that was dropped meanwhile matters.
 */
export function connectPage(webview: Webview): MessageConnection {
  return createMessageConnection(new PageReader(webview), new PageWriter(webview));
}

function pageFolder(extensionUri: Uri): Uri {
  return Uri.joinPath(extensionUri, 'dist', 'webview');
}

function pageHtml(webview: Webview, folder: Uri, page: Page): string {
  const nonce = randomBytes(18).toString('base64url');
  const address = (file: string): string => webview.asWebviewUri(Uri.joinPath(folder, file)).toString();
  const policy = [
    `default-src 'none'`,
    `img-src ${webview.cspSource} data:`,
    `font-src ${webview.cspSource}`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<title>${escapeHtml(page.title)}</title>
<link rel="stylesheet" nonce="${nonce}" href="${address(`${page.name}.css`)}">
</head>
<body>
<div id="root"></div>
<script nonce="${nonce}" src="${address(`${page.name}.js`)}"></script>
</body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

class PageReader extends AbstractMessageReader {
  constructor(private readonly webview: Webview) {
    super();
  }

  listen(callback: DataCallback): Disposable {
    return this.webview.onDidReceiveMessage((message: Message) => callback(message));
  }
}

class PageWriter extends AbstractMessageWriter {
  constructor(private readonly webview: Webview) {
    super();
  }

  /** A hidden or closed page does not take the message: that is no error, it asks again when it is back. */
  async write(message: Message): Promise<void> {
    await Promise.all(messageParts(message).map(part => this.webview.postMessage(part)));
  }

  end(): void {
    // A webview needs no farewell.
  }
}
