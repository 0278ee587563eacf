import { failure, type Result, success } from '../base/result';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAY = 24 * 60 * 60 * 1000;
const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: DAY, w: 7 * DAY };

/**
 * The moment in the past that a person means: "2026-03-03", "2026-03-03 14:00", "3 March", "March 3, 2025 9:30", "yesterday",
 * "today 8:00", "now", "2 h ago", "12 days ago", in local time; a time with a zone ("2026-03-03T14:00:00Z") as it is. A day
 * without a time means its end, a date without a year the last one that is past. 'invalid' for what is no moment, or not past yet.
 * @returns epoch milliseconds.
 */
export function parseMoment(text: string, now: number): Result<number> {
  const words = text.trim().toLowerCase().replace(/\s+/g, ' ');
  const at = agoOf(words, now) ?? zonedTime(words) ?? dayWithTime(words, now);
  if (at === null || !Number.isFinite(at)) {
    return failure('invalid', 'Write a date, such as 3 March, 2026-03-03 14:00, or yesterday.');
  }
  return at > now ? failure('invalid', 'That is still to come.') : success(at);
}

function agoOf(words: string, now: number): number | null {
  if (words === 'now') return now;
  const match = /^(\d{1,5}) ?(m|h|d|w)[a-z]* ago$/.exec(words);
  return match === null ? null : now - Number(match[1]) * (UNITS[match[2] ?? ''] ?? NaN);
}

function zonedTime(words: string): number | null {
  if (!/^\d{4}-\d\d-\d\d[t ]\d\d:\d\d(:\d\d(\.\d{1,3})?)?(z|[+-]\d\d:?\d\d)$/.test(words)) return null;
  return Date.parse(words.toUpperCase().replace(' ', 'T'));
}

function dayWithTime(words: string, now: number): number | null {
  const match = /^(.*?)(?:[,t ]+(?:at )?(\d{1,2}):(\d\d)(?::(\d\d))?)?$/.exec(words);
  const day = match === null ? null : dayOf(match[1] ?? '', now);
  if (match === null || day === null) return null;
  const [hours, minutes, seconds] = [Number(match[2] ?? 23), Number(match[3] ?? 59), Number(match[4] ?? (match[2] === undefined ? 59 : 0))];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  const at = new Date(day.year, day.month, day.day, hours, minutes, seconds, match[2] === undefined ? 999 : 0);
  // The 30th of February would be a day of March.
  if (at.getMonth() !== day.month || at.getDate() !== day.day) return null;
  const isOpenEnded = match[2] === undefined && at.getTime() - now < DAY;
  return isOpenEnded ? Math.min(at.getTime(), now) : at.getTime();
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function dayOf(words: string, now: number): Day | null {
  const back = ['today', 'yesterday'].indexOf(words);
  if (back >= 0) {
    const today = new Date(now);
    return dayFrom(new Date(today.getFullYear(), today.getMonth(), today.getDate() - back));
  }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(words);
  if (iso !== null) return { year: Number(iso[1]), month: Number(iso[2]) - 1, day: Number(iso[3]) };
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?\.? (?:of )?([a-z]{3,9})\.?,?(?: (\d{4}))?$/.exec(words);
  if (dayFirst !== null) return namedDay({ month: dayFirst[2], day: dayFirst[1], year: dayFirst[3] }, now);
  const monthFirst = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?$/.exec(words);
  return monthFirst === null ? null : namedDay({ month: monthFirst[1], day: monthFirst[2], year: monthFirst[3] }, now);
}

function namedDay(named: { month: string | undefined; day: string | undefined; year: string | undefined }, now: number): Day | null {
  const month = MONTHS.indexOf((named.month ?? '').slice(0, 3));
  if (month < 0) return null;
  const day = Number(named.day);
  if (named.year !== undefined) return { year: Number(named.year), month, day };
  const year = new Date(now).getFullYear();
  return { year: new Date(year, month, day).getTime() > now ? year - 1 : year, month, day };
}

function dayFrom(date: Date): Day {
  return { year: date.getFullYear(), month: date.getMonth(), day: date.getDate() };
}
