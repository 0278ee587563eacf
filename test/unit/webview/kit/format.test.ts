import { describe, expect, test } from 'vitest';
import {
  formatApart,
  formatCount,
  formatDuration,
  formatFully,
  formatNumber,
  formatShare,
  formatShareChange,
  formatSigned,
} from '../../../../webview/kit/format';

describe('numbers for people', () => {
  test.each([
    [0, '0'],
    [-0, '0'],
    [0.214349, '0.2143'],
    [0.1, '0.1'],
    [-1.2041, '−1.204'],
    [12.345678, '12.35'],
    [1234.56, '1235'],
    [2001, '2001'],
    [9999.96, '10,000'],
    [12_345.6, '12,346'],
    [1_234_567, '1,234,567'],
    [20_010_611, '20,010,611'],
    [12_345_678.5, '1.235e7'],
    [0.0001, '0.0001'],
    [0.00001234567, '1.235e-5'],
    [3e-12, '3e-12'],
    [-4.5e-300, '−4.5e-300'],
    [1e21, '1e21'],
    [1e100, '1e100'],
    [Number.MAX_VALUE, '1.798e308'],
    [NaN, 'not a number'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
  ])('%d is %s', (value, text) => expect(formatNumber(value)).toBe(text));

  test('a sign stands before both, none before zero', () => {
    expect([0.5, -0.5, 0].map(formatSigned)).toEqual(['+0.5', '−0.5', '0']);
  });

  test('beside a limit there are enough digits to tell them apart', () => {
    expect(formatApart(0.09999999, 0.1)).toBe('0.09999999');
    expect(formatApart(0.0999996, 0.1)).toBe('0.0999996');
    expect(formatApart(0.1, 0.1)).toBe('0.1');
    expect(formatApart(0.1 - 2e-17, 0.1)).toBe('0.09999999999999999');
    expect(formatApart(0.2143, 0.1)).toBe('0.2143');
  });

  test('hovering shows every digit', () => {
    expect(formatFully(0.1 + 0.2)).toBe('0.30000000000000004');
    expect(formatFully(-1.5e-7)).toBe('−1.5e-7');
    expect(formatFully(-Infinity)).toBe('−∞');
  });
});

describe('counts, shares and durations', () => {
  test('counts are grouped', () => {
    expect(formatCount(498_344)).toBe('498,344');
  });

  test('a share that is not quite nothing or everything does not look like it', () => {
    expect([0, 0.0004, 0.0005, 0.021, 0.5, 0.9994, 0.9996, 1].map(formatShare)).toEqual([
      '0.0 %',
      '< 0.1 %',
      '0.1 %',
      '2.1 %',
      '50.0 %',
      '99.9 %',
      '> 99.9 %',
      '100.0 %',
    ]);
  });

  test('changes of a share are percentage points', () => {
    expect([0.0123, -0.0123, 0.00032, -0.00004, 0].map(formatShareChange)).toEqual(['+1.2', '−1.2', '+0.03', '−0.004', '0.0']);
  });

  test('durations', () => {
    expect([3.4, 312, 1420, 59_949, 59_960, 125_000].map(formatDuration)).toEqual([
      '3 ms',
      '0.3 s',
      '1.4 s',
      '59.9 s',
      '1 min 0 s',
      '2 min 5 s',
    ]);
  });
});
