/** The magic number of a frame, and of one that carries nothing for readers. */
const FRAME = 0x184d2204;
const SKIPPABLE = 0x184d2a50;

/**
 * Unpacks LZ4 frames (LZ4 Frame Format 1.6.x), as Arrow files hold them. Checksums are not compared: what is damaged
 * shows in the Arrow data. Throws RangeError if the bytes are no LZ4.
 */
export function unpackLz4(packed: Uint8Array): Uint8Array {
  const output = new Output(packed.length * 3 + 64);
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  let place = 0;
  while (place + 4 <= packed.length) {
    const magic = view.getUint32(place, true);
    if (magic === FRAME) place = unpackFrame(packed, view, { place: place + 4, output });
    else if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE) place += 8 + view.getUint32(place + 4, true);
    else throw new RangeError('This is no LZ4 frame.');
  }
  return output.bytes.subarray(0, output.length);
}

interface At {
  readonly place: number;
  readonly output: Output;
}

function unpackFrame(packed: Uint8Array, view: DataView, { place: start, output }: At): number {
  const flags = view.getUint8(start);
  const [hasBlockChecksum, hasChecksum] = [flags & 16, flags & 4];
  let place = start + 3 + optionalFields(flags);
  for (;;) {
    const size = view.getUint32(place, true);
    place += 4;
    if (size === 0) return place + (hasChecksum ? 4 : 0);
    place += unpackSized(packed, size, { place, output }) + (hasBlockChecksum ? 4 : 0);
  }
}

/** The lengths of the size of the content and of the number of a dictionary, where they are. */
function optionalFields(flags: number): number {
  return ((flags & 8) === 0 ? 0 : 8) + ((flags & 1) === 0 ? 0 : 4);
}

/** The highest bit of a size says that the block is not packed. @returns its length. */
function unpackSized(packed: Uint8Array, size: number, { place, output }: At): number {
  const length = size & 0x7fffffff;
  const block = packed.subarray(place, place + length);
  if (block.length < length) throw new RangeError('The LZ4 frame is cut off.');
  if (size >>> 31 === 1) output.append(block);
  else unpackBlock(block, output);
  return length;
}

/** A block is literals and copies of what was unpacked before, in turn; it ends with literals. */
function unpackBlock(block: Uint8Array, output: Output): void {
  const reader = new BlockReader(block);
  while (reader.place < block.length) {
    const token = reader.byte();
    const literals = reader.length(token >> 4);
    output.append(reader.bytes(literals));
    if (reader.place >= block.length) return;
    const back = reader.byte() | (reader.byte() << 8);
    output.repeat(back, reader.length(token & 15) + 4);
  }
}

class BlockReader {
  place = 0;

  constructor(private readonly block: Uint8Array) {}

  byte(): number {
    const value = this.block[this.place++];
    if (value === undefined) throw new RangeError('The LZ4 block is cut off.');
    return value;
  }

  bytes(count: number): Uint8Array {
    const found = this.block.subarray(this.place, this.place + count);
    if (found.length < count) throw new RangeError('The LZ4 block is cut off.');
    this.place += count;
    return found;
  }

  /** A length beyond 14 goes on in bytes for as long as they are 255. */
  length(nibble: number): number {
    let total = nibble;
    for (let more = nibble === 15 ? 255 : 0; more === 255;) {
      more = this.byte();
      total += more;
    }
    return total;
  }
}

/** What was unpacked so far, in an array that grows. */
class Output {
  bytes: Uint8Array;
  length = 0;

  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity);
  }

  append(part: Uint8Array): void {
    this.makeRoom(part.length);
    this.bytes.set(part, this.length);
    this.length += part.length;
  }

  /** Copies `count` bytes from `back` bytes before the end; they may overlap what they make. */
  repeat(back: number, count: number): void {
    if (back === 0 || back > this.length) throw new RangeError('The LZ4 block points before its beginning.');
    this.makeRoom(count);
    const { bytes, length } = this;
    if (back >= count) bytes.copyWithin(length, length - back, length - back + count);
    else for (let k = 0; k < count; k++) bytes[length + k] = bytes[length - back + k] as number;
    this.length += count;
  }

  private makeRoom(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }
}
