import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExactJson } from '../../../../src/platform/http/exactJson';

const value = (text: string): unknown => {
  const parsed = parseExactJson(text);
  return parsed.ok ? parsed.value : parsed.failure.reason;
};

test.each([
  ['{"experiment_id": 987654321098765432}', { experiment_id: '987654321098765432' }],
  ['9223372036854775807', '9223372036854775807'],
  ['[-9223372036854775808,9007199254740993]', ['-9223372036854775808', '9007199254740993']],
  ['9007199254740991', 9007199254740991],
  ['[1, 0.1, -0.0, 1e300, 5e-324]', [1, 0.1, -0, 1e300, 5e-324]],
  ['[9007199254740993, 1e20, 12345678901234567.0]', ['9007199254740993', 1e20, 12345678901234568]],
  ['{"a":{"b":[{"c":12345678901234567890}]}}', { a: { b: [{ c: '12345678901234567890' }] } }],
  ['["12345678901234567890", "NaN", ",9007199254740993,"]', ['12345678901234567890', 'NaN', ',9007199254740993,']],
  [
    '["\\"9007199254740993,",9007199254740993,"\\\\",9007199254740995]',
    ['"9007199254740993,', '9007199254740993', '\\', '9007199254740995'],
  ],
  ['{"9007199254740993": -9007199254740993}', { '9007199254740993': '-9007199254740993' }],
  ['12345678901234567', '12345678901234567'],
  ['{12345678901234567: 1}', 'unreadable'],
  ['NaN', 'unreadable'],
  ['', 'unreadable'],
])('%s', (text, expected) => expect(value(text)).toEqual(expected));

test('a name that would change an object is only a name', () => {
  const parsed = value('{"__proto__":{"polluted":1},"id":9007199254740993}') as Record<string, unknown>;
  expect(Object.keys(parsed)).toEqual(['__proto__', 'id']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('any integer keeps its digits and any double its value', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.double({ noNaN: true, noDefaultInfinity: true }), (integer, double) => {
      const [first, second] = value(`[${integer}, ${JSON.stringify(double)}]`) as [number | string, number];
      expect(BigInt(first)).toBe(integer);
      expect(Number(second)).toBe(double === 0 ? 0 : double);
    }),
  );
});

test('any JSON without long integers is what JSON.parse says', () => {
  fc.assert(
    fc.property(fc.json(), text => {
      fc.pre(!/\d{16}/.test(text));
      expect(value(text)).toEqual(JSON.parse(text));
    }),
  );
});

test('a long integer in any JSON, among strings that hold such ones too, keeps its digits', () => {
  const tricky = fc.stringMatching(/^[\\", :[\]]{0,4}\d{16,19}[\\", :[\]]{0,4}$/);
  fc.assert(
    fc.property(fc.array(fc.oneof(tricky, fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n }))), values => {
      const text = `[${values.map(one => (typeof one === 'bigint' ? String(one) : JSON.stringify(one))).join(' , ')}]`;
      expect(value(text)).toEqual(values.map(String));
    }),
  );
});

test.each([
  ['many', `[${'123456789012345678,'.repeat(500_000)}1]`],
  ['strings', `[${'"a,12345678901234567,",'.repeat(400_000)}123456789012345678]`],
  ['escapes', `["${'\\"'.repeat(4_000_000)}",123456789012345678]`],
  ['one string', `["${'1234567890123456 '.repeat(500_000)}",123456789012345678]`],
])('10 MB of %s take bounded time', (_name, text) => {
  const start = performance.now();
  expect(parseExactJson(text).ok).toBe(true);
  expect(performance.now() - start).toBeLessThan(5_000);
});
