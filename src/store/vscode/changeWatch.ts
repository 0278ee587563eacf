import { type TreeView } from 'vscode';
import { type Disposable } from '../../base/disposable';
import { type Engine } from '../../workbench/engineProcess';
import { storeCalls } from '../contract';

const EVERY_MS = 2000;

/** Notices what others write into the store while one of the views is visible, and has the rows read again only then. */
export class ChangeWatch implements Disposable {
  private readonly timer: NodeJS.Timeout;
  private seen: number | null = null;
  private asking = false;

  constructor(
    private readonly engine: Engine,
    private readonly views: readonly Pick<TreeView<unknown>, 'visible'>[],
    private readonly onChange: () => void,
    private readonly isConnected: () => boolean,
  ) {
    this.timer = setInterval(() => void this.look(), EVERY_MS);
  }

  /** Takes the present state as seen, e.g. because the rows were just read. */
  async catchUp(): Promise<void> {
    this.seen = await this.version();
  }

  dispose(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    if (this.asking || !this.isConnected() || !this.views.some(view => view.visible)) return;
    this.asking = true;
    const version = await this.version();
    this.asking = false;
    const isNews = version !== null && this.seen !== null && version !== this.seen;
    this.seen = version ?? this.seen;
    if (isNews) this.onChange();
  }

  private async version(): Promise<number | null> {
    const version = await this.engine.ask(storeCalls.dataVersion, undefined);
    return version.ok ? version.value : null;
  }
}
