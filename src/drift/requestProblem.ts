import { failure, type Result } from '../base/result';
import { embeddingProblem } from '../domain/embeddingProblem';
import { type DriftRequest } from './contract';

/** What of a request cannot go together, before any data is read; null if nothing. */
export function requestProblem({ profile, methods, window, roles, embeddings = {} }: DriftRequest): Result<never> | null {
  if (window !== undefined && roles.time === undefined)
    return failure('invalid', 'Windows need a time column.', { nextStep: 'Say which column is the time.' });
  const wrong = embeddingProblem(embeddings);
  if (wrong !== null) return wrong;
  if (profile !== 'strict' || methods === undefined) return null;
  const { columns = {}, ...others } = methods;
  if (Object.keys(columns).length + Object.keys(others).length === 0) return null;
  return failure('invalid', 'The profile strict chooses its tests itself.', {
    nextStep: 'Leave the methods out, or choose the profile evidently.',
  });
}
