import { type Event } from 'vscode';
import { type Result } from '../../base/result';
import { type ModelName } from '../../domain/ids';
import { type ChangePlan } from '../../domain/registryChange';
import { type StoreInfo } from '../../store/contract';
import { type Audience } from '../../workbench/audience';
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
  readonly views: { revealVersion(argument: VersionArgument): Promise<boolean> };
  /** What shows the store joins it, so that it is kept up to date while it is visible. */
  readonly audience: Audience;
  readonly onDidChangeData: Event<void>;
  readonly pickers: { model(title: string): Promise<{ readonly name: ModelName } | undefined> };
  readonly changes: { make(title: string, plan: ChangePlan): Promise<boolean> };
}

/** What every part of this room is given. */
export interface HistoryParts {
  readonly engine: Engine;
  readonly notices: Notices;
  readonly store: HistoryStore;
}
