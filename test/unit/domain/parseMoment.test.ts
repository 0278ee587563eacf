import { describe, expect, test } from 'vitest';
import { parseMoment } from '../../../src/domain/parseMoment';

const now = new Date(2026, 4, 20, 12, 30).getTime();

/** Local time as "2026-03-03 14:00:00", or the reason why it is none. */
function shown(text: string): string {
  const parsed = parseMoment(text, now);
  if (!parsed.ok) return parsed.failure.message;
  const at = new Date(parsed.value);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

describe('a moment', () => {
  test.each([
    ['2026-03-03', '2026-03-03 23:59:59'],
    ['2026-03-03 14:00', '2026-03-03 14:00:00'],
    ['2026-03-03T14:00:05', '2026-03-03 14:00:05'],
    ['3 March', '2026-03-03 23:59:59'],
    ['3rd of Mar. 2025', '2025-03-03 23:59:59'],
    ['March 3, 2025 9:30', '2025-03-03 09:30:00'],
    ['3 march at 9:05', '2026-03-03 09:05:00'],
    ['1 December', '2025-12-01 23:59:59'],
    ['yesterday', '2026-05-19 23:59:59'],
    [' Yesterday  8:00 ', '2026-05-19 08:00:00'],
    ['today', '2026-05-20 12:30:00'],
    ['20 May', '2026-05-20 12:30:00'],
    ['now', '2026-05-20 12:30:00'],
    ['2 h ago', '2026-05-20 10:30:00'],
    ['90 minutes ago', '2026-05-20 11:00:00'],
    ['12 days ago', '2026-05-08 12:30:00'],
  ])('%s is %s', (text, expected) => expect(shown(text)).toBe(expected));

  test('with a zone is that of the zone', () => {
    expect(parseMoment('2026-03-03T14:00:00Z', now)).toEqual({ ok: true, value: Date.UTC(2026, 2, 3, 14) });
    expect(parseMoment('2026-03-03 14:00+02:00', now)).toEqual({ ok: true, value: Date.UTC(2026, 2, 3, 12) });
  });

  test.each(['', 'soon', '3', '30 February', '2026-13-01', '2026-03-03 25:00', '3 Foo', '2026-3'])('%j is none', text => {
    expect(shown(text)).toBe('Write a date, such as 3 March, 2026-03-03 14:00, or yesterday.');
  });

  test.each(['tomorrow at noon', '2027-01-01', 'today 18:00'])('%j is no past', text => {
    expect(shown(text)).toMatch(/still to come|Write a date/);
  });
});
