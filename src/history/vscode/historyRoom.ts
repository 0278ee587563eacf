import { type Event, type TreeView } from 'vscode';
import { type Disposable } from '../../base/disposable';
import { type Result } from '../../base/result';
import { type ModelName } from '../../domain/ids';
import { type ChangePlan } from '../../domain/registryChange';
import { type StoreInfo } from '../../store/contract';
import { type VersionArgument } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';

/** What history needs of the store's room, handed in by extension.ts. */
export interface HistoryStore {
  readonly connection: {
    readonly info: StoreInfo | null;
    readonly onDidChange: Event<void>;
    ready(): Promise<Result<StoreInfo> | null>;
  };
  readonly views: {
    readonly onDidReadAgain: Event<void>;
    watchWith(view: Pick<TreeView<unknown>, 'visible'>): Disposable;
    revealVersion(argument: VersionArgument): Promise<boolean>;
  };
  readonly pickers: { model(title: string): Promise<{ readonly name: ModelName } | undefined> };
  readonly changes: { make(title: string, plan: ChangePlan): Promise<boolean> };
}

/** What every part of this room is given. */
export interface HistoryParts {
  readonly engine: Engine;
  readonly notices: Notices;
  readonly store: HistoryStore;
}
