import { type Event, type Memento, type Uri, type WebviewPanel } from 'vscode';
import { type Disposable } from '../../base/disposable';
import { type Result } from '../../base/result';
import { type StoreInfo } from '../../store/contract';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';

/** What the runs pages are handed by extension.ts. */
export interface RunsNeeds {
  readonly engine: Engine;
  readonly notices: Notices;
  readonly extensionUri: Uri;
  readonly memory: Memento;
  readonly store: {
    readonly onDidChange: Event<void>;
    info(): StoreInfo | null;
    /** Connects if that was not done yet; null: no store was chosen. */
    ready(): Promise<Result<StoreInfo> | null>;
  };
  /** Calls back when someone wrote into the store, while the panel is visible. */
  readonly watch: (panel: WebviewPanel, onChange: () => void) => Disposable;
}
