import { type ModelName, type VersionNumber } from './ids';
import { type Stage } from './registeredModel';

/** One thing that a change moves: the stage of a version, or the version that an alias names (null: no such alias). */
export type Move =
  | { readonly kind: 'stage'; readonly version: VersionNumber; readonly from: Stage; readonly to: Stage }
  | { readonly kind: 'alias'; readonly alias: string; readonly from: VersionNumber | null; readonly to: VersionNumber | null };

export type ChangeAction = 'stage' | 'alias' | 'rollback';

/** What a user asks for. */
export type ChangeRequest =
  | {
      readonly action: 'stage';
      readonly model: ModelName;
      readonly version: VersionNumber;
      readonly stage: Stage;
      readonly archiveExisting: boolean;
    }
  | { readonly action: 'alias'; readonly model: ModelName; readonly alias: string; readonly version: VersionNumber | null }
  | { readonly action: 'rollback'; readonly model: ModelName; readonly target: RollbackTarget };

export type RollbackTarget =
  | { readonly kind: 'stage'; readonly stage: Stage }
  | { readonly kind: 'alias'; readonly alias: string }
  | { readonly kind: 'event'; readonly id: string };

/** What `models:/NAME/STAGE` or `models:/NAME@ALIAS` loads before and after a change (null: nothing). */
export interface LoadEffect {
  readonly uri: string;
  readonly before: VersionNumber | null;
  readonly after: VersionNumber | null;
}

/** A change, worked out but not made: its net moves and what loaders will get. */
export interface ChangePlan {
  readonly model: ModelName;
  readonly action: ChangeAction;
  readonly moves: readonly Move[];
  readonly loads: readonly LoadEffect[];
  /** Whole sentences that the user should read first, e.g. that a higher version stays in Production. */
  readonly notes: readonly string[];
  /** The event that a roll back takes back. */
  readonly undoes: string | null;
}

/** A recorded change. The hash covers every other field, in canonical JSON. */
export interface RegistryEvent {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Self-declared: the operating system's user name unless configured. */
  readonly actor: string;
  readonly action: ChangeAction | 'observed';
  readonly model: ModelName;
  readonly moves: readonly Move[];
  readonly reason: string;
  readonly undoes?: string;
  /** Of an observed event: between which times the change was made elsewhere. */
  readonly observed?: { readonly lastSeen: number; readonly firstSeen: number };
  /** Ids of the events that were newest when this one was written. */
  readonly parents: readonly string[];
  readonly hash: string;
}

/**
 * What an event's record says of itself: 'edited' where its id and hash are not those of its content, 'parentMissing' where
 * an event that came before it is gone.
 */
export type Integrity = 'whole' | 'edited' | 'parentMissing';

/** An event as history shows it. */
export interface HistoryEntry {
  readonly event: RegistryEvent;
  /** The event that took this one back, if any. */
  readonly undoneBy: string | null;
  readonly integrity: Integrity;
  /** Another event was written on top of the same past: two people at once, which is no tampering. */
  readonly concurrent: boolean;
  /** A change seen now that no event records yet: it is written with the next change made here. */
  readonly unrecorded: boolean;
  /** What rolling it back would do now; null if it cannot be (then `rollBackRefusal` says why). */
  readonly rollBack: ChangePlan | null;
  readonly rollBackRefusal: string | null;
}
