import { failure, type Result } from '../base/result';
import { type EmbeddingSetting } from './embeddingDrift';
import { shownText } from './shownText';

/** What of the settings of embeddings cannot go together; null if nothing. */
export function embeddingProblem(embeddings: Readonly<Record<string, EmbeddingSetting>>): Result<never> | null {
  for (const [name, setting] of Object.entries(embeddings)) {
    const problem = problemOf(setting);
    if (problem !== null) return failure('invalid', `The embedding "${shownText(name)}" ${problem}`);
  }
  return null;
}

function problemOf({ columns, method, distance, components, bootstrap, threshold }: EmbeddingSetting): string | null {
  if (columns.length === 0) return 'has no columns.';
  if (distance !== undefined && method !== 'distance') return 'has a distance, which only the method distance takes.';
  if (bootstrap === true && method === 'ratio') return 'cannot have a bootstrap: the method ratio has none.';
  if (bootstrap === true && threshold !== undefined) return 'has a threshold and a bootstrap, which finds its own.';
  if (components !== undefined && (!Number.isInteger(components) || components < 1)) return 'needs at least one component.';
  return threshold === undefined || threshold >= 0 ? null : 'has a threshold below 0.';
}
