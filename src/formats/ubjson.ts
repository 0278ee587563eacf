import { type DocumentObject, type DocumentValue, type NumberArray } from './documentValue';
import { Malformed } from './malformed';

const MAX_DEPTH = 64;
const CUT_OFF = 'It may have been cut off while it was copied: save the model again.';

/**
 * Decodes Universal Binary JSON (draft 12) as XGBoost ≥ 1.6 writes it: big-endian; objects without counts; arrays with a
 * count and no end marker, typed or not. Every count is checked against the bytes that are left before anything is
 * allocated, and nesting is limited, so that a hostile file fails with a sentence. O(bytes).
 */
export function parseUbjson(bytes: Uint8Array): DocumentValue {
  const reader = new Reader(bytes);
  return readValue(reader, reader.marker(), 0);
}

class Reader {
  private readonly view: DataView;
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Moves over `size` bytes and gives the place where they start. */
  take(size: number): number {
    const start = this.at;
    if (!(size >= 0) || size > this.bytes.byteLength - start)
      throw new Malformed('The UBJSON model file ends in the middle of a value.', CUT_OFF);
    this.at = start + size;
    return start;
  }

  marker(): string {
    return String.fromCharCode(this.view.getUint8(this.take(1)));
  }

  nextIs(marker: string): boolean {
    if (this.bytes[this.at] !== marker.charCodeAt(0)) return false;
    this.at++;
    return true;
  }

  number(marker: string): number | bigint {
    const read = numberReaders[marker];
    if (read === undefined)
      throw new Malformed(`The UBJSON model file holds a value of the unknown kind ${JSON.stringify(marker)} at byte ${this.at - 1}.`);
    return read.read(this.view, this.take(read.size));
  }

  /** A length or count: never negative and never beyond what the file can hold. */
  count(): number {
    const value = Number(this.number(this.marker()));
    if (!Number.isInteger(value) || value < 0 || value > this.bytes.byteLength)
      throw new Malformed('The UBJSON model file claims more values than it can hold.', CUT_OFF);
    return value;
  }

  text(): string {
    const length = this.count();
    const start = this.take(length);
    return utf8.decode(this.bytes.subarray(start, start + length));
  }

  numbers(marker: string, count: number): NumberArray {
    const kind = arrayReaders[marker];
    if (kind === undefined) throw new Malformed(`The UBJSON model file holds an array of the unknown kind ${JSON.stringify(marker)}.`);
    const start = this.take(count * kind.size);
    return kind.read(this.view, start, count);
  }
}

const utf8 = new TextDecoder();

interface NumberReader {
  readonly size: number;
  readonly read: (view: DataView, at: number) => number | bigint;
}

const numberReaders: Readonly<Record<string, NumberReader | undefined>> = {
  i: { size: 1, read: (view, at) => view.getInt8(at) },
  U: { size: 1, read: (view, at) => view.getUint8(at) },
  I: { size: 2, read: (view, at) => view.getInt16(at) },
  l: { size: 4, read: (view, at) => view.getInt32(at) },
  L: { size: 8, read: (view, at) => view.getBigInt64(at) },
  d: { size: 4, read: (view, at) => view.getFloat32(at) },
  D: { size: 8, read: (view, at) => view.getFloat64(at) },
};

interface ArrayReader {
  readonly size: number;
  readonly read: (view: DataView, start: number, count: number) => NumberArray;
}

const arrayReaders: Readonly<Record<string, ArrayReader | undefined>> = {
  i: { size: 1, read: (view, start, count) => fill(new Int8Array(count), index => view.getInt8(start + index)) },
  U: { size: 1, read: (view, start, count) => fill(new Uint8Array(count), index => view.getUint8(start + index)) },
  I: { size: 2, read: (view, start, count) => fill(new Int16Array(count), index => view.getInt16(start + 2 * index)) },
  l: { size: 4, read: (view, start, count) => fill(new Int32Array(count), index => view.getInt32(start + 4 * index)) },
  L: { size: 8, read: (view, start, count) => fill(new Float64Array(count), index => Number(view.getBigInt64(start + 8 * index))) },
  d: { size: 4, read: (view, start, count) => fill(new Float32Array(count), index => view.getFloat32(start + 4 * index)) },
  D: { size: 8, read: (view, start, count) => fill(new Float64Array(count), index => view.getFloat64(start + 8 * index)) },
};

function fill<A extends NumberArray>(target: A, at: (index: number) => number): A {
  for (let index = 0; index < target.length; index++) target[index] = at(index);
  return target;
}

function readValue(reader: Reader, marker: string, depth: number): DocumentValue {
  if (depth > MAX_DEPTH) throw new Malformed(`The UBJSON model file is nested more than ${MAX_DEPTH} levels deep.`);
  switch (marker) {
    case '{':
      return readObject(reader, depth);
    case '[':
      return readArray(reader, depth);
    case 'S':
      return reader.text();
    case 'C':
      return reader.marker();
    case 'T':
      return true;
    case 'F':
      return false;
    case 'Z':
    case 'N':
      return null;
    default:
      return reader.number(marker);
  }
}

function readObject(reader: Reader, depth: number): DocumentObject {
  const members = Object.create(null) as Record<string, DocumentValue>;
  while (!reader.nextIs('}')) {
    const key = reader.text();
    members[key] = readValue(reader, reader.marker(), depth + 1);
  }
  return members;
}

function readArray(reader: Reader, depth: number): DocumentValue {
  if (reader.nextIs('$')) {
    const marker = reader.marker();
    if (!reader.nextIs('#')) throw new Malformed('The UBJSON model file holds a typed array without a count.');
    return reader.numbers(marker, reader.count());
  }
  const elements: DocumentValue[] = [];
  if (reader.nextIs('#')) {
    const count = reader.count();
    for (let index = 0; index < count; index++) elements.push(readValue(reader, reader.marker(), depth + 1));
    return elements;
  }
  while (!reader.nextIs(']')) elements.push(readValue(reader, reader.marker(), depth + 1));
  return elements;
}
