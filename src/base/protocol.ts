import { type Result } from './result';

/**
 * A request between two processes as a value that carries both its types, so that the side that asks and the side that
 * answers agree by construction. Every answer is a `Result`: failures cross as values.
 */
export interface Call<Params, Value> {
  readonly method: string;
  /** Never set: it only holds the types. */
  readonly types?: (params: Params) => Value;
}

export function call<Params, Value>(method: string): Call<Params, Value> {
  return { method };
}

/** A message without an answer. */
export interface Notice<Params> {
  readonly method: string;
  /** Never set: it only holds the type. */
  readonly types?: (params: Params) => void;
}

export function notice<Params>(method: string): Notice<Params> {
  return { method };
}

/** The engine's first word: from now on it hears what it is asked. */
export const engineIsUp = notice<void>('engine/up');

/** How far a long job is: `done` of `total` and what is being done, e.g. "column 34 of 120". */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly what: string;
}

/** What a long job is given: when to stop, and where to say how far it is. */
export interface Job {
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

/** A job that nobody watches or cancels. */
export function unattendedJob(): Job {
  return { signal: new AbortController().signal, progress: () => undefined };
}

type ParamsOf<C> = C extends Call<infer Params, unknown> ? Params : never;
type ValueOf<C> = C extends Call<never, infer Value> ? Value : never;

/** Every call of a conversation. The bound is the widest that each `Call` fits. */
export type Calls = Readonly<Record<string, Call<never, unknown>>>;

/** The answering side: one handler a call; a missing handler or a wrong type does not compile. */
export type Handlers<C extends Calls> = {
  readonly [K in keyof C]: (params: ParamsOf<C[K]>, job: Job) => Promise<Result<ValueOf<C[K]>>> | Result<ValueOf<C[K]>>;
};
