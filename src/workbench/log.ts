import { window, type LogOutputChannel } from 'vscode';
import { type Disposable } from '../base/disposable';
import { type Failure } from '../base/result';
import { maskSecrets } from '../platform/maskSecrets';

/** The output channel "Model Ops". What is written is free of secrets. */
export class Log implements Disposable {
  private readonly channel: LogOutputChannel = window.createOutputChannel('Model Ops', { log: true });
  private readonly secrets = new Set<string>();

  /** From now on this text is written as ***. */
  hide(secret: string): void {
    this.secrets.add(secret);
  }

  info(text: string): void {
    this.channel.info(this.masked(text));
  }

  warn(text: string): void {
    this.channel.warn(this.masked(text));
  }

  failure(failure: Failure): void {
    const detail = failure.detail === undefined ? '' : `\n${failure.detail}`;
    this.channel.error(this.masked(`${failure.reason}: ${failure.message}${detail}`));
  }

  show(): void {
    this.channel.show(true);
  }

  dispose(): void {
    this.channel.dispose();
  }

  private masked(text: string): string {
    return maskSecrets(text, this.secrets);
  }
}
