import { Malformed } from './malformed';

/** The parts of a LightGBM model text. Values are left as text: what a key means is for its reader. */
export interface LightgbmText {
  readonly header: ReadonlyMap<string, string>;
  readonly trees: readonly ReadonlyMap<string, string>[];
  /** The JSON after `pandas_categorical:`; null if the file has no such line. */
  readonly pandasCategorical: string | null;
}

/**
 * Cuts a LightGBM model text (`Booster.save_model`) into its header, its trees and the line that Python adds. A bare
 * word in the header, such as `average_output`, becomes a key with an empty value. O(length).
 */
export function readLightgbmText(text: string): LightgbmText {
  const end = text.search(/^end of trees\s*$/m);
  if (end < 0)
    throw new Malformed(
      'The LightGBM model file ends before "end of trees".',
      'It may have been cut off while it was copied: save the model again.',
    );
  const [head, ...blocks] = text.slice(0, end).split(/^Tree=\d+[ \t]*\r?\n/m);
  const header = keysOf(head ?? '');
  const trees = blocks.map(keysOf);
  const announced = (header.get('tree_sizes') ?? '').split(' ').filter(size => size !== '').length;
  if (header.has('tree_sizes') && announced !== trees.length) {
    throw new Malformed(
      `The LightGBM model file announces ${announced} trees and holds ${trees.length}.`,
      'It may have been changed or cut: save the model again.',
    );
  }
  const pandas = /^pandas_categorical:(.*)$/m.exec(text.slice(end));
  return { header, trees, pandasCategorical: pandas?.[1] ?? null };
}

function keysOf(block: string): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const line of block.split(/\r?\n/)) {
    const equals = line.indexOf('=');
    if (equals >= 0) keys.set(line.slice(0, equals), line.slice(equals + 1));
    else if (line !== '') keys.set(line, '');
  }
  return keys;
}

/** The numbers of a space-separated list, in the notation of C's printf. */
export function numberList(text: string, what: string): Float64Array {
  const parts = text.split(' ').filter(part => part !== '');
  return Float64Array.from(parts, part => {
    const number = printedNumber(part);
    if (number === null)
      throw new Malformed(`The LightGBM model file has ${JSON.stringify(part.slice(0, 40))} where a number of ${what} should be.`);
    return number;
  });
}

const namedNumbers: ReadonlyMap<string, number> = new Map([
  ['inf', Infinity],
  ['-inf', -Infinity],
  ['nan', NaN],
  ['-nan', NaN],
]);

function printedNumber(text: string): number | null {
  const number = Number(text);
  return Number.isNaN(number) ? (namedNumbers.get(text.toLowerCase()) ?? null) : number;
}
