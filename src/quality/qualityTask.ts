import { type Column } from '../domain/column';
import { type QualityRequest } from './contract';

/** The columns of one side that quality needs. */
export interface QualityColumns {
  /** Null where the current data has no such column. */
  readonly target: Column | null;
  readonly prediction: Column | null;
  readonly probabilities: readonly Column[];
  readonly time: Column | null;
  readonly features: readonly Column[];
}

/** Everything that measuring needs, as it goes to a worker thread. */
export interface QualityTaskData {
  readonly request: QualityRequest;
  readonly reference: QualityColumns;
  readonly current: QualityColumns;
}
