import { type HistoryEntry, type Move } from '../domain/registryChange';

const HEAD = ['at', 'actor', 'action', 'moves', 'version', 'alias', 'from', 'to', 'reason', 'undoes', 'id', 'integrity'];

/**
 * A history as CSV (RFC 4180, UTF-8), a row for each thing that an event moves, so that an event that archives a version
 * too has two rows of one id. Times are ISO 8601 in UTC. A text that a spreadsheet would take for a formula begins with an
 * apostrophe: the JSON export has it as it is.
 */
export function historyCsv(history: readonly HistoryEntry[]): string {
  return [HEAD, ...history.flatMap(rowsOf)].map(row => `${row.map(cell).join(',')}\r\n`).join('');
}

function rowsOf({ event, integrity }: HistoryEntry): string[][] {
  const begin = [new Date(event.at).toISOString(), event.actor, event.action, event.moves.map(moveWords).join('; ')];
  const end = [event.reason, event.undoes ?? '', event.id, integrity];
  const moves = event.moves.length === 0 ? [['', '', '', '']] : event.moves.map(moveCells);
  return moves.map(move => [...begin, ...move, ...end]);
}

function moveCells(move: Move): string[] {
  return move.kind === 'stage' ? [move.version, '', move.from, move.to] : ['', move.alias, move.from ?? '', move.to ?? ''];
}

function moveWords(move: Move): string {
  if (move.kind === 'stage') return `version ${move.version}: ${move.from} → ${move.to}`;
  return `alias ${move.alias}: ${move.from ?? 'none'} → ${move.to ?? 'none'}`;
}

function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
