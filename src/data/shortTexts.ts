import { type DuckDBVector } from '@duckdb/node-api';

/** DuckDB keeps a text in 16 bytes: its length, and up to 12 bytes of it themselves. */
const WORDS = 4;
const SHORT = 12;
/** Places of the table; it takes no more texts than half of them. */
const PLACES = 1 << 12;

/**
 * The numbers of short texts by their bytes in DuckDB's vectors, so that a text that occurs often is decoded once. Texts
 * that are not known here are decoded and known to the caller: a column may have more of them than have room.
 */
export class ShortTexts {
  private readonly keys = new Int32Array(PLACES * WORDS);
  private readonly codes = new Int32Array(PLACES).fill(-1);
  private size = 0;

  /** Reads a vector: gives each text's number, asking `codeOf` for what is not known; -1 for what is missing. */
  read(vector: DuckDBVector, codeOf: (text: unknown) => number, target: Int32Array): void {
    const words = wordsOf(vector);
    const isValid = validityOf(vector);
    for (let k = 0; k < vector.itemCount; k++) {
      if (words === null || (words[WORDS * k] as number) > SHORT || !isValid(k)) target[k] = codeOf(vector.getItem(k));
      else {
        const place = this.placeOf(words, WORDS * k);
        const known = this.codes[place] as number;
        target[k] = known >= 0 ? known : this.learn(place, words.subarray(WORDS * k, WORDS * (k + 1)), codeOf(vector.getItem(k)));
      }
    }
  }

  /** Where the text is, or the free place where it would be. */
  private placeOf(words: Int32Array, from: number): number {
    let place = hashOf(words, from);
    while ((this.codes[place] as number) >= 0 && !this.isAt(place, words, from)) place = (place + 1) & (PLACES - 1);
    return place;
  }

  private learn(place: number, text: Int32Array, code: number): number {
    if (2 * this.size >= PLACES) return code;
    this.size++;
    this.codes[place] = code;
    this.keys.set(text, place * WORDS);
    return code;
  }

  private isAt(place: number, words: Int32Array, from: number): boolean {
    const key = place * WORDS;
    const { keys } = this;
    return (
      keys[key] === words[from] &&
      keys[key + 1] === words[from + 1] &&
      keys[key + 2] === words[from + 2] &&
      keys[key + 3] === words[from + 3]
    );
  }
}

function hashOf(words: Int32Array, from: number): number {
  let hash = 0;
  for (let k = from; k < from + WORDS; k++) hash = Math.imul(hash ^ (words[k] as number), 0x9e3779b1) ^ (hash >>> 15);
  return (hash ^ (hash >>> 20)) & (PLACES - 1);
}

/** The vector's own bytes, which its class marks private; null of one that has none. */
function wordsOf(vector: DuckDBVector): Int32Array | null {
  const view: unknown = Reflect.get(vector, 'dataView');
  if (!(view instanceof DataView) || view.byteOffset % Int32Array.BYTES_PER_ELEMENT !== 0) return null;
  return new Int32Array(view.buffer, view.byteOffset, WORDS * vector.itemCount);
}

function validityOf(vector: DuckDBVector): (item: number) => boolean {
  const validity: unknown = Reflect.get(vector, 'validity');
  if (typeof validity !== 'object' || validity === null || !('itemValid' in validity)) return () => false;
  const { itemValid } = validity;
  return typeof itemValid === 'function' ? item => itemValid.call(validity, item) === true : () => false;
}
