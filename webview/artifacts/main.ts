import { artifactPage } from '../../src/artifacts/contract';
import { type Call } from '../../src/base/protocol';
import { ask, hear } from '../../src/base/rpc';
import { editor } from '../kit/editor';
import { hostConnection } from '../kit/hostConnection';
import '../kit/theme.css';
import '../kit/page.css';
import './artifacts.css';
import { ArtifactFrame } from './artifactFrame';

/** The page of one artifact: it asks the host for its state and shows whatever the host sends. */
function start(root: Element): void {
  const connection = hostConnection(message => editor?.postMessage(message));
  const request = async <Value>(what: Call<void, Value>, onValue?: (value: Value) => void): Promise<void> => {
    const result = await ask(connection, what, undefined);
    if (result.ok) onValue?.(result.value);
    else frame.showFailure(result.failure);
  };
  const frame = new ArtifactFrame({
    download: () => void request(artifactPage.calls.download),
    openAsText: () => void request(artifactPage.calls.openAsText),
  });
  root.replaceChildren(frame.node);
  hear(connection, artifactPage.state, state => frame.show(state));
  connection.listen();
  void request(artifactPage.calls.ready, state => frame.show(state));
}

start(document.getElementById('root') ?? document.body);
