import { type Event, EventEmitter } from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposable';

/** A view or page that may be hidden. */
interface Watcher {
  readonly isVisible: () => boolean;
  readonly onDidChange: Event<unknown>;
}

/** Whether anyone is looking: work that only keeps the screen up to date waits until someone does. */
export class Audience implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly came = this.disposables.add(new EventEmitter<void>());
  /** Someone looks after nobody did. */
  readonly onDidCome = this.came.event;
  private readonly watchers = new Set<Watcher>();
  private wasWatching = false;

  /** @returns to be disposed when the view or page is closed. */
  join(watcher: Watcher): Disposable {
    this.watchers.add(watcher);
    const listening = watcher.onDidChange(() => this.look());
    this.look();
    return {
      dispose: () => {
        listening.dispose();
        this.watchers.delete(watcher);
        this.look();
      },
    };
  }

  get isWatching(): boolean {
    return [...this.watchers].some(({ isVisible }) => isVisible());
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private look(): void {
    const { isWatching } = this;
    if (isWatching && !this.wasWatching) this.came.fire();
    this.wasWatching = isWatching;
  }
}
