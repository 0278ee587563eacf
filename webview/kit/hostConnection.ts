import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageConnection,
} from 'vscode-jsonrpc/browser';
import { MessageAssembler } from '../../src/base/messageParts';

/** JSON-RPC over a webview's message channel: each message is one posted object, or several where the host's is long. The caller starts listening. */
export function hostConnection(post: (message: unknown) => void): MessageConnection {
  return createMessageConnection(new WindowReader(), new PostingWriter(post));
}

class WindowReader extends AbstractMessageReader {
  listen(callback: DataCallback): Disposable {
    const assembler = new MessageAssembler();
    const onMessage = (event: MessageEvent<unknown>): void => {
      const message = assembler.take(event.data);
      if (isRpcMessage(message)) callback(message);
    };
    window.addEventListener('message', onMessage);
    return { dispose: () => window.removeEventListener('message', onMessage) };
  }
}

class PostingWriter extends AbstractMessageWriter {
  constructor(private readonly post: (message: unknown) => void) {
    super();
  }

  write(message: Message): Promise<void> {
    this.post(message);
    return Promise.resolve();
  }

  end(): void {
    // The channel lives as long as the page.
  }
}

function isRpcMessage(data: unknown): data is Message {
  return typeof data === 'object' && data !== null && 'jsonrpc' in data && data.jsonrpc === '2.0';
}
