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

test('a path stays whole, as long as paths can be', () => {
  expect(shownPath('\u202E'.repeat(10_000))).toHaveLength(4096);
  expect(shownPath(`/${'x'.repeat(200)}\n`)).toBe(`/${'x'.repeat(200)}\\n`);
});

test('text of any length is quickly one short line', () => {
  const long = '\u0000😀'.repeat(5_000_000);
  const began = performance.now();
  expect(shownText(long)).toMatch(/^(\\u\{0\}😀)+\S{0,5}…$/u);
  expect([...shownText('x'.repeat(81))]).toHaveLength(80);
  expect(shownText('x'.repeat(80))).toBe('x'.repeat(80));
  expect(performance.now() - began).toBeLessThan(200);
});
