import { expect, test } from 'vitest';
import { MessageAssembler, messageParts } from '../../../src/base/messageParts';

const message = (length: number, text = 'é"\\\u{1f600}'): object => ({ jsonrpc: '2.0', params: Array.from({ length }, () => text) });

test('a short message is posted as it is', () => {
  const short = message(3);
  expect(messageParts(short)).toEqual([short]);
  expect(new MessageAssembler().take(short)).toBe(short);
  expect(new MessageAssembler().take('of someone else')).toBe('of someone else');
});

test('a long one comes in parts below 2 MB, and is put together again', () => {
  for (const text of ['é"\\\u{1f600}', '漢字'.repeat(40)]) {
    const long = message(300_000 / text.length, text.repeat(4));
    const parts = messageParts(long);
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThan(2_000_000);
    const assembler = new MessageAssembler();
    const taken = parts.map(part => assembler.take(part));
    expect(taken.slice(0, -1).every(each => each === null)).toBe(true);
    expect(taken.at(-1)).toEqual(long);
    expect(assembler.take(message(1))).toEqual(message(1));
  }
});

test('parts of a message that never ended are dropped, and strays are not taken for another one', () => {
  const [first, second] = [messageParts(message(200_000)), messageParts(message(200_001))];
  const assembler = new MessageAssembler();
  expect(assembler.take(first[0])).toBeNull();
  expect(second.map(part => assembler.take(part)).at(-1)).toEqual(message(200_001));
  expect(first.slice(1).map(part => assembler.take(part))).toEqual(first.slice(1).map(() => null));
  expect(second.map(part => assembler.take(part)).at(-1)).toEqual(message(200_001));
});
