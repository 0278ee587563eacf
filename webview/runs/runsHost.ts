import { type Call } from '../../src/base/protocol';
import { type Failure, type Result } from '../../src/base/result';
import { ask, hear } from '../../src/base/rpc';
import { runsPage, type RunsPageState } from '../../src/runs/contract';
import { editor } from '../kit/editor';
import { hostConnection } from '../kit/hostConnection';

interface Listeners {
  readonly onState: (state: RunsPageState) => void;
  readonly onChanged: () => void;
  readonly onFailure: (failure: Failure) => void;
}

/** The page's side of the conversation. */
export class RunsHost {
  private readonly connection = hostConnection(message => editor?.postMessage(message));

  constructor(private readonly listeners: Listeners) {}

  /** Asks for the state; it comes to `onState`, now and whenever it changes. */
  start(): void {
    hear(this.connection, runsPage.state, this.listeners.onState);
    hear(this.connection, runsPage.changed, this.listeners.onChanged);
    this.connection.listen();
    void this.value(runsPage.calls.ready, undefined).then(state => state && this.listeners.onState(state));
  }

  ask<Params, Value>(what: Call<Params, Value>, params: Params): Promise<Result<Value>> {
    return ask(this.connection, what, params);
  }

  /** The value, or undefined after the failure was shown. */
  async value<Params, Value>(what: Call<Params, Value>, params: Params): Promise<Value | undefined> {
    const result = await this.ask(what, params);
    if (result.ok) return result.value;
    if (result.failure.reason !== 'cancelled') this.listeners.onFailure(result.failure);
    return undefined;
  }
}
