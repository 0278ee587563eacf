import { l10n } from 'vscode';
import { plainLabel } from '../base/oneLine';
import { type Move } from '../domain/registryChange';

/** What was done, as a row of the history says it: "v5 → Production, v4 → Archived", "@champion v2 → v4". */
export function movesDone(moves: readonly Move[]): string {
  return moves.map(moveDone).join(', ');
}

function moveDone(move: Move): string {
  if (move.kind === 'stage') return `v${move.version} → ${move.to}`;
  const alias = `@${plainLabel(move.alias, 60)}`;
  if (move.to === null) return l10n.t('{0} removed (was v{1})', alias, move.from ?? '');
  return move.from === null ? `${alias} → v${move.to}` : `${alias} v${move.from} → v${move.to}`;
}

/** "puts v4 back to Production, v5 back to Staging". */
export function movesBack(moves: readonly Move[]): string {
  return moves.map(moveBack).join(', ');
}

function moveBack(move: Move): string {
  if (move.kind === 'stage') return l10n.t('puts v{0} back to {1}', move.version, move.to);
  const alias = `@${plainLabel(move.alias, 60)}`;
  return move.to === null ? l10n.t('removes {0}', alias) : l10n.t('points {0} back at v{1}', alias, move.to);
}
