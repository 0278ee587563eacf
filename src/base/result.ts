/** Why something that may fail did fail. A name to decide on; the words for people are in `message`. */
export type FailureReason =
  | 'not_found'
  | 'already_exists'
  | 'invalid'
  | 'conflict'
  | 'unreadable'
  | 'unsupported'
  | 'locked'
  | 'read_only'
  | 'cancelled'
  | 'unavailable'
  /** The server wants to know who the user is. */
  | 'unauthorized'
  /** The server knows, and does not let this user do it. */
  | 'forbidden'
  /** A change was sent and its answer lost: it may have been carried out. */
  | 'uncertain';

/** An expected failure. `message` is one sentence in the user's words; `nextStep` says what to do about it. */
export interface Failure {
  readonly reason: FailureReason;
  readonly message: string;
  readonly nextStep?: string;
  /** For the log only: the library's own words. */
  readonly detail?: string;
}

/** What an operation that can fail gives back. Exceptions are kept for bugs. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** @param more the next step for the user and the detail for the log. */
export function failure(reason: FailureReason, message: string, more: { nextStep?: string; detail?: string } = {}): Result<never> {
  return { ok: false, failure: { reason, message, ...more } };
}

/** The sentence and, if there is one, the next step, as one line. */
export function failureSentence(value: Failure): string {
  return value.nextStep === undefined ? value.message : `${value.message} ${value.nextStep}`;
}
