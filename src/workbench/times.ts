import { l10n } from 'vscode';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Made once: a formatter takes longer to make, and to clear away, than a thousand rows to draw.
const dates = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const moments = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** When something was, as one would say it: "3 min ago", "yesterday". Times are epoch milliseconds. */
export function relativeTime(at: number, now = Date.now()): string {
  const ago = now - at;
  if (ago < MINUTE) return l10n.t('just now');
  if (ago < HOUR) return l10n.t('{0} min ago', Math.floor(ago / MINUTE));
  if (ago < DAY) return l10n.t('{0} h ago', Math.floor(ago / HOUR));
  if (ago < 2 * DAY) return l10n.t('yesterday');
  if (ago < 30 * DAY) return l10n.t('{0} days ago', Math.floor(ago / DAY));
  return dates.format(at);
}

/** The exact local time, for a hover. */
export function exactTime(at: number | null): string | null {
  return at === null ? null : moments.format(at);
}

/** How long something took: "850 ms", "12 s", "3 min", "2 h 5 min". */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return l10n.t('{0} ms', Math.round(milliseconds));
  if (milliseconds < MINUTE) return l10n.t('{0} s', Math.floor(milliseconds / 1000));
  if (milliseconds < HOUR) return l10n.t('{0} min', Math.floor(milliseconds / MINUTE));
  return l10n.t('{0} h {1} min', Math.floor(milliseconds / HOUR), Math.floor((milliseconds % HOUR) / MINUTE));
}
