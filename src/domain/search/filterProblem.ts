import { type Failure, type Result, failure } from '../../base/result';
import { shownText } from '../shownText';

/** What is wrong with a filter or an order, and where: what an input box underlines. Counted in UTF-16 units from 0. */
export interface FilterProblem {
  readonly at: number;
  /** 0 where something is missing. */
  readonly length: number;
  /** What could stand there. */
  readonly expected: string;
  /** What stands there; empty at the end. */
  readonly found: string;
  /** Which of several order clauses; 0 in a filter. */
  readonly clause: number;
}

/** What reading a filter gives. A `Result`, with the place of the problem for those who show it. */
export type FilterResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure; readonly problem: FilterProblem };

/** The problem as a failure: one line that names the character, counted from 1, and what was expected there. */
export function problemFailure(what: 'filter' | 'order', text: string, problem: FilterProblem, example: string): Failure {
  const found = problem.found === '' ? 'it ends there' : `found ${shownText(problem.found)}`;
  const message = `The ${what} is wrong at character ${characterAt(text, problem.at)}: expected ${problem.expected}, ${found}.`;
  return { reason: 'invalid', message, nextStep: `For example: ${example}.` };
}

/** The place of a UTF-16 unit as people count characters, from 1. */
function characterAt(text: string, at: number): number {
  return [...text.slice(0, at)].length + 1;
}

/** A part of a filter that MLflow itself does not have. */
export interface BeyondMlflow {
  /** As written: `OR`, `min(metrics.loss)`, `stage`. */
  readonly what: string;
  readonly at: number;
  readonly length: number;
}

/** Why a server, which takes MLflow's filters only, is not sent this one. */
export function refusedByServer<T>(text: string, beyond: BeyondMlflow): Result<T> {
  return failure(
    'unsupported',
    `'${shownText(beyond.what)}' at character ${characterAt(text, beyond.at)} is understood on a database file only; this server takes MLflow's own filters.`,
    { nextStep: 'Join conditions with AND, and leave it out.' },
  );
}
