import { EventEmitter } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { type EngineProcess } from '../../workbench/engineProcess';
import { type ReadingPages } from '../../workbench/readingPages';
import { type ChangeWatch } from './changeWatch';
import { type StoreConnection } from './storeConnection';
import { type StoreViews } from './storeViews';

interface Sources {
  readonly engine: EngineProcess;
  readonly connection: StoreConnection;
  readonly views: StoreViews;
  readonly watch: ChangeWatch;
  readonly pages: ReadingPages;
}

/** Has everything that shows the store read again: asked by the user, after a change made here, or one made elsewhere. */
export class StoreRefresh implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly changed = this.disposables.add(new EventEmitter<void>());
  /** Something in the store changed, or another store is connected: what was read is out of date. */
  readonly onDidChangeData = this.changed.event;

  constructor(private readonly sources: Sources) {
    this.disposables.add(sources.watch.onDidChange(() => this.readAgain()));
    this.disposables.add(sources.connection.onDidChange(() => this.changed.fire()));
  }

  /** Settled when the rows are up to date. An engine or a server that is away is tried again first. */
  async run(): Promise<void> {
    const { connection, engine, watch } = this.sources;
    if (engine.isGivenUp) engine.restart();
    await connection.retry();
    await this.readAgain();
    await watch.catchUp();
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private async readAgain(): Promise<void> {
    this.changed.fire();
    this.sources.pages.refresh();
    await this.sources.views.refresh();
  }
}
