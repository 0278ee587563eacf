import { describe, expect, it } from 'vitest';
import { treeShap } from '../../../src/explain/treeShap';
import { parseJsonDocument } from '../../../src/formats/jsonDocument';
import { Malformed } from '../../../src/formats/malformed';
import { parseUbjson } from '../../../src/formats/ubjson';
import { SeededRandom } from '../../../src/numeric/seededRandom';
import { goldenBytes, loadBytes } from './goldenFolder';

const MODELS = ['xgb_categorical.ubj', 'xgb_categorical.json', 'lgb_categorical.txt'];

/** Loads and, if that works, explains a row: neither may throw or run away. */
async function survives(name: string, bytes: Uint8Array): Promise<'failed' | 'explained'> {
  const loaded = await loadBytes(name, bytes);
  if ('reason' in loaded) {
    expect(loaded.message).toMatch(/[.:]|there/);
    return 'failed';
  }
  treeShap(loaded, new Float64Array(loaded.featureCount).fill(1));
  return 'explained';
}

describe.each(MODELS)('%s', name => {
  const bytes = goldenBytes(name);

  it('cut off anywhere fails with a sentence', async () => {
    const random = new SeededRandom(1);
    const end = name.endsWith('.txt') ? new TextDecoder().decode(bytes).indexOf('end of trees') : bytes.length - 2;
    for (let run = 0; run < 60; run++) expect(await survives(name, bytes.subarray(0, random.upTo(end)))).toBe('failed');
  });

  it('with changed bytes fails with a sentence or is explained', async () => {
    const random = new SeededRandom(2);
    for (let run = 0; run < 150; run++) {
      const changed = bytes.slice();
      for (let change = 0; change <= random.upTo(3); change++) changed[random.upTo(bytes.length - 1)] = random.upTo(255);
      await survives(name, changed);
    }
  });

  it('with a piece of itself repeated or left out fails with a sentence or is explained', async () => {
    const random = new SeededRandom(3);
    for (let run = 0; run < 60; run++) {
      const [from, to, at] = [random.upTo(bytes.length), random.upTo(bytes.length), random.upTo(bytes.length)];
      await survives(
        name,
        Uint8Array.from([
          ...bytes.subarray(0, at),
          ...bytes.subarray(Math.min(from, to), Math.min(Math.max(from, to), Math.min(from, to) + 200)),
          ...bytes.subarray(at + random.upTo(100)),
        ]),
      );
    }
  });
});

describe('parseUbjson', () => {
  const bytes = (text: string): Uint8Array => Uint8Array.from(text, character => character.charCodeAt(0));

  it('reads every kind of value that XGBoost writes', () => {
    const text =
      '{i\u0001aTi\u0001bFi\u0001cZi\u0001d[i\u00ffU\u00ff]i\u0001eSL\0\0\0\0\0\0\0\u0002\u00c3\u00a9i\u0001f[$d#L\0\0\0\0\0\0\0\u0001\u003f\u0080\0\0i\u0001g[#i\u0002I\u0001\0l\0\0\0\u0007i\u0001hL\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00feI\0\u0001iD\u003f\u00f8\0\0\0\0\0\0}';
    expect(parseUbjson(bytes(text))).toEqual({
      a: true,
      b: false,
      c: null,
      d: [-1, 255],
      e: 'é',
      f: Float32Array.of(1),
      g: [256, 7],
      h: -2n,
      i: 1.5,
    });
  });

  it.each([
    ['a count beyond the file', '[$d#L\u0010\0\0\0\0\0\0\0'],
    ['a negative count', '[$d#L\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff'],
    ['a count that only its size makes too large', '[$D#i\u0006\0\0\0\0'],
    ['a long text', 'SL\u007f\0\0\0\0\0\0\0'],
    ['a negative key length', '{i\u00ff'],
    ['an unknown marker', '[q'],
    ['an array of an unknown type', '[$S#i\u0001'],
    ['a type without a count', '[$d'],
    ['nesting', '['.repeat(100)],
    ['nested keys', '{i\u0001a'.repeat(100)],
    ['nothing', ''],
    ['a fraction for a count', '[$d#d\u003f\0\0\0'],
  ])('refuses %s before it allocates', (_, text) => {
    expect(() => parseUbjson(bytes(text))).toThrow(Malformed);
  });

  it('keeps a key that names the prototype an ordinary key', () => {
    const value = parseUbjson(bytes('{i\u0009__proto__{i\u0001ai\u0001}}')) as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });
});

describe('parseJsonDocument', () => {
  it('reads bare non-finite numbers, and leaves text that looks like them', () => {
    expect(parseJsonDocument('{"a": [NaN, -Infinity, Infinity, 1], "NaN": "a NaN \\\\\\" Infinity"}')).toEqual({
      a: ['NaN', '-Infinity', 'Infinity', 1],
      NaN: 'a NaN \\" Infinity',
    });
  });

  it.each(['{"a": NaNx}', '{"a": "NaN', '{', '[NaN', '{"a":1}}', '['.repeat(200_000)])('refuses what is no JSON: %#', text => {
    expect(() => parseJsonDocument(text)).toThrow(Malformed);
  });
});
