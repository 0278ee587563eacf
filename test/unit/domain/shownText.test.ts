import { expect, test } from 'vitest';
import { shownPath, shownText } from '../../../src/domain/shownText';

test('ordinary names stay as they are, markup included', () => {
  expect(shownText('flight_delay <b>& "model" ü 模型')).toBe('flight_delay <b>& "model" ü 模型');
});

test('what would break a line or turn it round is written as an escape', () => {
  expect(shownText('a\nb\tc\r\u0000')).toBe('a\\nb\\tc\\r\\u{0}');
  expect(shownText('safe\u202Eelpmaxe\u2028\u200B')).toBe('safe\\u{202e}elpmaxe\\u{2028}\\u{200b}');
});

test('long text is cut by characters, not inside one', () => {
  const cut = shownText('😀'.repeat(200));
  expect([...cut]).toHaveLength(80);
  expect(cut.endsWith('😀…')).toBe(true);
});

test('a path stays whole', () => {
  expect(shownPath(`/${'x'.repeat(200)}\n`)).toBe(`/${'x'.repeat(200)}\\n`);
});
