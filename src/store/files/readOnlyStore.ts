import { failure, success, type Result } from '../../base/result';
import { type RecoveredChange, type Store } from '../contract';

type Refused =
  | 'createExperiment'
  | 'renameExperiment'
  | 'setExperimentStage'
  | 'renameRun'
  | 'setRunStage'
  | 'logArtifacts'
  | 'createModel'
  | 'renameModel'
  | 'deleteModel'
  | 'deleteVersion'
  | 'registerVersion'
  | 'setDescription'
  | 'changeTags'
  | 'planChange'
  | 'applyChange';

/** The part of a store that writes, for one that can only be read: every change is refused with the same reason. */
export abstract class ReadOnlyStore implements Pick<Store, Refused | 'recoverChanges'> {
  /** Why nothing can be written, and what to do. */
  protected abstract readonly readOnlyReason: string;

  readonly createExperiment = () => this.refuse();
  readonly renameExperiment = () => this.refuse();
  readonly setExperimentStage = () => this.refuse();
  readonly renameRun = () => this.refuse();
  readonly setRunStage = () => this.refuse();
  readonly logArtifacts = () => this.refuse();
  readonly createModel = () => this.refuse();
  readonly renameModel = () => this.refuse();
  readonly deleteModel = () => this.refuse();
  readonly deleteVersion = () => this.refuse();
  readonly registerVersion = () => this.refuse();
  readonly setDescription = () => this.refuse();
  readonly changeTags = () => this.refuse();
  readonly planChange = () => this.refuse();
  readonly applyChange = () => this.refuse();

  recoverChanges(): Promise<Result<readonly RecoveredChange[]>> {
    return Promise.resolve(success([]));
  }

  private refuse(): Promise<Result<never>> {
    return Promise.resolve(failure('read_only', `Nothing was changed. ${this.readOnlyReason}`));
  }
}
