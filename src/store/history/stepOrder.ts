import { type Move } from '../../domain/registryChange';

/**
 * The order of the single steps of a change, so that Production is never empty in between, nor Staging if that can be:
 * what goes up comes before what goes down. The last step is the one that takes a version out of Production.
 */
export function stepOrder(moves: readonly Move[]): Move[] {
  return [...moves].sort((a, b) => rank(a) - rank(b));
}

function rank(move: Move): number {
  if (move.kind === 'alias') return 2;
  if (move.to === 'Production') return 0;
  if (move.from === 'Production') return 4;
  if (move.to === 'Staging') return 1;
  return move.from === 'Staging' ? 3 : 2;
}
