import { type Event, type Memento, type Uri } from 'vscode';
import { type Result } from '../../base/result';
import { type StoreInfo } from '../../store/contract';
import { type Audience } from '../../workbench/audience';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';

/** What the runs pages are handed by extension.ts. */
export interface RunsNeeds {
  readonly engine: Engine;
  readonly notices: Notices;
  readonly extensionUri: Uri;
  readonly memory: Memento;
  readonly store: {
    readonly connection: {
      readonly info: StoreInfo | null;
      readonly onDidChange: Event<void>;
      /** Connects if that was not done yet; null: no store was chosen. */
      ready(): Promise<Result<StoreInfo> | null>;
    };
    /** A page joins it, so that it is kept up to date while it is visible. */
    readonly audience: Audience;
    readonly onDidChangeData: Event<void>;
  };
}
