import { type Event, type Uri } from 'vscode';
import { type Result } from '../../base/result';
import { type StoreInfo } from '../../store/contract';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { type ReadingPages } from '../../workbench/readingPages';

/** What artifacts need of the store's room, handed in by extension.ts. */
interface ArtifactStore {
  readonly connection: { ready(): Promise<Result<StoreInfo> | null> };
  readonly onDidChangeData: Event<void>;
  readonly pages: Pick<ReadingPages, 'show'>;
}

/** What every part of this room is given. */
export interface ArtifactRoom {
  readonly engine: Engine;
  readonly notices: Notices;
  readonly store: ArtifactStore;
  readonly extensionUri: Uri;
}
