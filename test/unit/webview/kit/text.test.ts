import { describe, expect, test } from 'vitest';
import { relativeTime } from '../../../../webview/kit/relativeTime';
import { fileName, shortText, visibleText } from '../../../../webview/kit/visibleText';

describe('text from data', () => {
  test('what breaks or turns a line is made visible, the rest is kept', () => {
    expect(visibleText('one\r\ntwo\nthree\tfour')).toBe('one⏎two⏎three⇥four');
    expect(visibleText('\u202egnp.exe\u2066\u200f\u0000')).toBe('\ufffdgnp.exe\ufffd\ufffd\ufffd');
    expect(visibleText('')).toBe('(empty)');
    expect(visibleText('<b>שם</b> 数据 é')).toBe('<b>שם</b> 数据 é');
  });

  test('what is too long for a sentence is cut by letters, not by halves of them', () => {
    expect(shortText('short\n')).toBe('short⏎');
    expect(shortText('😀'.repeat(70))).toBe(`${'😀'.repeat(59)}…`);
  });

  test('the file of a path, with either separator', () => {
    expect(['data/a.csv', 'C:\\data\\b.csv', 'c.csv', 'folder/'].map(fileName)).toEqual(['a.csv', 'b.csv', 'c.csv', 'folder']);
  });
});

test('relative times', () => {
  const now = Date.UTC(2026, 5, 18, 12);
  const ago = (milliseconds: number): string => relativeTime(now - milliseconds, now);
  const hour = 3_600_000;
  expect([0, 59_000, 3 * 60_000, 2 * hour, 25 * hour, 12 * 24 * hour, 40 * 24 * hour].map(ago)).toEqual([
    'just now',
    'just now',
    '3 min ago',
    '2 h ago',
    'yesterday',
    '12 days ago',
    '2026-05-09',
  ]);
  expect(relativeTime(now + 5000, now)).toBe('just now');
});
