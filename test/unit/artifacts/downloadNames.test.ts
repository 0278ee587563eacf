import { describe, expect, test } from 'vitest';
import { downloadNames, safeName } from '../../../src/artifacts/downloadNames';

describe('a name that is safe on every system', () => {
  test.each([
    ['plain.txt', 'plain.txt'],
    ['a b ü.csv', 'a b ü.csv'],
    ['..', '__'],
    ['.', '_'],
    ['', '_'],
    ['...', '__'],
    ['a%2e%2e', 'a%2e%2e'],
    ['..\\x', '.._x'],
    ['c:', 'c_'],
    ['a\0b\nc', 'a_b_c'],
    ['evil\u202egnp.exe', 'evil_gnp.exe'],
    ['zero\u200bwidth', 'zero_width'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['trailing. ', 'trailing__'],
    ['what?*.txt', 'what__.txt'],
    ['.gitignore', '.gitignore'],
  ])('%j → %j', (name, safe) => expect(safeName(name)).toBe(safe));

  test('is no longer than a name may be, and keeps its extension', () => {
    const name = safeName(`${'é'.repeat(300)}.parquet`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(name).toMatch(/^é+[.]parquet$/);
  });
});

describe('the places of a download', () => {
  test('keep folders, and differ by more than case', () => {
    const names = downloadNames(['a/x.txt', 'A/x.txt', 'a/X.txt', 'b?/y', 'b*/y']);
    expect([...names.values()]).toEqual(['a/x.txt', 'A (2)/x.txt', 'a/X (2).txt', 'b_/y', 'b_ (2)/y']);
  });

  test.each(['../x', '../../x', '/etc/passwd', 'a/../../x', 'c:\\x', 'a//b', '\0', '..\\..\\x'])('%j leads nowhere else', path => {
    const place = downloadNames([path]).get(path) ?? '';
    expect(place.split('/').every(part => !['', '.', '..'].includes(part) && !/[\\:\0]/.test(part))).toBe(true);
  });
});
