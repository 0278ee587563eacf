import { l10n } from 'vscode';
import { escapeMarkdown } from '../../base/escapeMarkdown';
import { failureSentence, type Result } from '../../base/result';
import { type ModelName } from '../../domain/ids';
import { type HistoryEntry } from '../../domain/registryChange';
import { exactTime, relativeTime } from '../../workbench/times';
import { movesDone } from './changeWords';

/** Every change of a model's stages and aliases as a page, newest first. */
export function historyPage(name: ModelName, history: Result<readonly HistoryEntry[]>): string {
  const title = `# ${l10n.t('History of {0}', escapeMarkdown(name))}\n\n`;
  if (!history.ok) return title + escapeMarkdown(failureSentence(history.failure));
  if (history.value.length === 0) return title + l10n.t('No stage or alias was changed yet.');
  const head = [l10n.t('Change'), l10n.t('When'), l10n.t('By'), l10n.t('Why'), ''];
  const lines = history.value.map(line);
  return `${title}${tableOf(head, lines)}\n\n${remarks(history.value)}`;
}

function line(entry: HistoryEntry): readonly string[] {
  const { event } = entry;
  const action = event.action === 'rollback' ? l10n.t('{0} (roll back)', movesDone(event.moves)) : movesDone(event.moves);
  return [action, whenWords(entry), event.action === 'observed' ? l10n.t('someone, elsewhere') : event.actor, event.reason, note(entry)];
}

function whenWords({ event }: HistoryEntry): string {
  if (event.observed === undefined) {
    const relative = relativeTime(event.at);
    const exact = exactTime(event.at) ?? '';
    // Long ago, the relative time is the date itself.
    return exact.startsWith(relative) ? exact : `${relative} (${exact})`;
  }
  const { lastSeen, firstSeen } = event.observed;
  return l10n.t('between {0} and {1}', exactTime(lastSeen) ?? '', exactTime(firstSeen) ?? '');
}

function note(entry: HistoryEntry): string {
  if (!entry.verified) return l10n.t('⚠ edited after it was written');
  if (entry.undoneBy !== null) return l10n.t('taken back');
  return entry.unrecorded ? l10n.t('seen now; recorded with the next change made here') : '';
}

function remarks(entries: readonly HistoryEntry[]): string {
  const edited = entries.filter(entry => !entry.verified).length;
  if (edited === 0) return l10n.t('Every record holds: its hash and its links are as they were written.');
  return l10n.t('{0} of these records do not match their hash: someone edited them after they were written.', edited);
}

/** A Markdown table; every cell may hold any text. */
export function tableOf(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  return [row(head), `|${head.map(() => ' --- |').join('')}`, ...lines.map(row)].join('\n');
}
