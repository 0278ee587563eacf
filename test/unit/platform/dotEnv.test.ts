import { expect, test } from 'vitest';
import { parseDotEnv } from '../../../src/platform/dotEnv';

test.each([
  ['A=b', 'b'],
  ['  export A = b  ', 'b'],
  ['A="b c" # why', 'b c'],
  ["A='b # c'", 'b # c'],
  ['A=b#c', 'b#c'],
  ['A=b # c', 'b'],
  ['A=', ''],
  ['A=# nothing', ''],
  ['A=$HOME/${USER}', '$HOME/${USER}'],
  ['A=https://ana:p=w@host:1/x?y=z', 'https://ana:p=w@host:1/x?y=z'],
  ['A=first\r\nA=second', 'second'],
  ['\uFEFFA=b', 'b'],
])('%j', (text, value) => expect(parseDotEnv(text).get('A')).toBe(value));

test('what is no assignment is passed over', () => {
  expect([...parseDotEnv('# A=b\nnot a line\n1A=b\n=b\nB=c').entries()]).toEqual([['B', 'c']]);
});
