import { historyPage } from '../../src/history/contract';
import { type Call } from '../../src/base/protocol';
import { ask, hear } from '../../src/base/rpc';
import { editor } from '../kit/editor';
import { hostConnection } from '../kit/hostConnection';
import '../kit/theme.css';
import '../kit/page.css';
import './history.css';
import { type HistoryActions, HistoryFrame } from './historyFrame';

/** The page of one model's history: it asks the host for its state and shows whatever the host sends. */
function start(root: Element): void {
  const connection = hostConnection(message => editor?.postMessage(message));
  const request = async <Params, Value>(what: Call<Params, Value>, params: Params, onValue?: (value: Value) => void): Promise<void> => {
    const result = await ask(connection, what, params);
    if (result.ok) onValue?.(result.value);
    else frame.showFailure(result.failure);
  };
  const actions: HistoryActions = {
    undo: id => void request(historyPage.calls.undo, { id }),
    exportHistory: () => void request(historyPage.calls.exportHistory, undefined),
    showVersion: version => void request(historyPage.calls.showVersion, { version }),
    copyText: text => void request(historyPage.calls.copyText, { text }),
  };
  const frame = new HistoryFrame(actions);
  root.replaceChildren(frame.node);
  hear(connection, historyPage.state, state => frame.show(state));
  connection.listen();
  void request(historyPage.calls.ready, undefined, state => frame.show(state));
}

start(document.getElementById('root') ?? document.body);
