import { expect, test } from 'vitest';
import { parseBytes } from '../../../src/platform/parseBytes';

test.each([
  ['2GB', 2_000_000_000],
  ['500 MB', 500_000_000],
  ['1.5GiB', 1_610_612_736],
  ['10B', 10],
  ['1kb', 1000],
])('%s is %i bytes', (text, bytes) => expect(parseBytes(text)).toBe(bytes));

test.each(['', 'much', '-1GB', '2G', '2 GB more'])("'%s' is no size", text => expect(parseBytes(text)).toBeNull());
