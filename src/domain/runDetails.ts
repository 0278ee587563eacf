import { type JsonNumber, toJsonNumber } from '../base/json';
import { type Run } from './run';
import { type RunRow, toRunRows } from './runRow';

/** One run with all that it recorded. Long texts are cut. */
export interface RunDetails extends RunRow {
  readonly metrics: Readonly<Record<string, JsonNumber>>;
  readonly params: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

const LONGEST_TEXT = 500;
const LARGEST_MESSAGE = 1_500_000;

/** As many of these runs, from the first on, as one message holds; one at least. */
export function toRunDetails(runs: readonly Run[]): readonly RunDetails[] {
  const made: RunDetails[] = [];
  let size = 0;
  for (const [index, row] of toRunRows(runs, []).entries()) {
    const run = runs[index];
    if (run === undefined) break;
    const details = { ...row, metrics: numbers(run.metrics), params: texts(run.params), tags: texts(run.tags) };
    size += JSON.stringify(details).length;
    if (made.length > 0 && size > LARGEST_MESSAGE) break;
    made.push(details);
  }
  return made;
}

function numbers(metrics: Run['metrics']): Readonly<Record<string, JsonNumber>> {
  return Object.fromEntries(Object.entries(metrics).map(([key, value]) => [key, toJsonNumber(value)]));
}

function texts(all: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(all).map(([key, text]) => [key, text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text]),
  );
}
