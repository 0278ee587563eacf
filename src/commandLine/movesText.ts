import { type Move } from '../domain/registryChange';
import { visible } from './plainText';

/** "v5: Staging → Production, @champion: v4 → v5". */
export function movesText(moves: readonly Move[]): string {
  return moves.map(moveText).join(', ');
}

function moveText(move: Move): string {
  if (move.kind === 'stage') return `v${move.version}: ${move.from} → ${move.to}`;
  return `@${visible(move.alias)}: ${aliasTarget(move.from)} → ${aliasTarget(move.to)}`;
}

function aliasTarget(version: string | null): string {
  return version === null ? 'none' : `v${version}`;
}
