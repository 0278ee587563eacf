import { describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../../../src/base/escapeMarkdown';
import { fourDigits } from '../../../src/base/fourDigits';
import { oneLine, plainLabel } from '../../../src/base/oneLine';

describe('fourDigits', () => {
  it.each([
    [0.841234, '0.8412'],
    [0.69353902, '0.6935'],
    [-1.2042, '-1.204'],
    [0, '0'],
    [-0, '0'],
    [498344, '498344'],
    [1234567, '1.235e+6'],
    [12.345678, '12.35'],
    [0.00001234, '1.234e-5'],
    [0.0001, '0.0001'],
    [NaN, 'NaN'],
    [-Infinity, '-Infinity'],
    [5e-324, '4.941e-324'],
  ])('%d is %s', (value, text) => expect(fourDigits(value)).toBe(text));
});

describe('oneLine', () => {
  it('shows line breaks and drops other control characters', () => {
    expect(oneLine('a\r\nb\nc\u2028d')).toBe('a ⏎ b ⏎ c ⏎ d');
    expect(oneLine('\u0007bell\u0000')).toBe('bell');
  });

  it('lets no text turn the direction of what follows, and keeps words that run the other way', () => {
    expect(oneLine('safe\u202Eelpmaxe\u2066x')).toBe('safe elpmaxe x');
    expect(oneLine('שלום \u200Fab')).toBe('שלום \u200Fab');
  });

  it('looks only at what it shows of text of any length', () => {
    const long = 'a\n'.repeat(20_000_000);
    const began = performance.now();
    expect(oneLine(long, 10)).toBe('a ⏎ a ⏎ a…');
    expect(performance.now() - began).toBeLessThan(200);
  });

  it('cuts what is too long, with an ellipsis', () => {
    expect(oneLine('x'.repeat(10), 5)).toBe('xxxx…');
    expect(oneLine('x'.repeat(5), 5)).toBe('xxxxx');
  });
});

describe('plainLabel', () => {
  it('never holds the start of an icon', () => {
    expect(plainLabel('$(error) $$(x)')).not.toContain('$(');
    expect(plainLabel('$(error)').replaceAll('\u200b', '')).toBe('$(error)');
  });
});

describe('escapeMarkdown', () => {
  it('leaves no markup and no line break', () => {
    const escaped = escapeMarkdown('**b** [a](command:x) <img src=x> `c` | $(i) &amp; # h\n- l');
    expect(escaped).not.toMatch(/(^|[^\\])[*[\]`|#]/);
    expect(escaped).not.toMatch(/[<\n]|&(?!amp;|lt;)/);
    expect(escaped).toContain('&amp;amp;');
  });
});
