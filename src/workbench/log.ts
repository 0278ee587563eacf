import { window, type LogOutputChannel } from 'vscode';
import { type Disposable } from '../base/disposable';
import { type Failure } from '../base/result';
import { maskSecrets } from '../platform/maskSecrets';

/** The output channel "Model Ops". What is written is free of secrets. */
export class Log implements Disposable {
  private readonly channel: LogOutputChannel = window.createOutputChannel('Model Ops', { log: true });

  info(text: string): void {
    this.channel.info(maskSecrets(text));
  }

  warn(text: string): void {
    this.channel.warn(maskSecrets(text));
  }

  failure(failure: Failure): void {
    const detail = failure.detail === undefined ? '' : `\n${failure.detail}`;
    this.channel.error(maskSecrets(`${failure.reason}: ${failure.message}${detail}`));
  }

  show(): void {
    this.channel.show(true);
  }

  dispose(): void {
    this.channel.dispose();
  }
}
