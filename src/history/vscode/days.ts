import { l10n } from 'vscode';
import { type HistoryEntry } from '../../domain/registryChange';

/** The events of one local day. */
export interface Day {
  /** `2026-03-03`. */
  readonly key: string;
  /** Midnight at its beginning, epoch milliseconds. */
  readonly begin: number;
  readonly entries: readonly HistoryEntry[];
}

/** Groups a history by days, in the order in which each day comes first. */
export function daysOf(history: readonly HistoryEntry[]): readonly Day[] {
  const days = new Map<string, { begin: number; entries: HistoryEntry[] }>();
  for (const entry of history) {
    const date = new Date(entry.event.at);
    const key = `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
    const day = days.get(key) ?? { begin: date.setHours(0, 0, 0, 0), entries: [] };
    day.entries.push(entry);
    days.set(key, day);
  }
  return [...days].map(([key, day]) => ({ key, ...day }));
}

/** "Today", "Yesterday", "Tue, 3 Mar 2026". */
export function dayWords({ begin }: Day, now = Date.now()): string {
  const today = new Date(now).setHours(0, 0, 0, 0);
  if (begin === today) return l10n.t('Today');
  if (begin === new Date(new Date(today).setDate(new Date(today).getDate() - 1)).getTime()) return l10n.t('Yesterday');
  return new Date(begin).toLocaleDateString(undefined, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
}
