/** Arrow's type numbers (Schema.fbs) that pandas restores as something else than the Parquet type says. */
const DURATION = 18;

/**
 * The pandas types that follow from the Arrow schema which Arrow's own writers leave in a Parquet file: dictionaries come
 * back as "category", durations as "timedelta64[us]". Empty if the text is no such schema.
 *
 * @param encoded the "ARROW:schema" entry: a base64 IPC message (a FlatBuffer, Arrow columnar format 1.x)
 */
export function arrowPandasTypes(encoded: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  try {
    const bytes = Buffer.from(encoded, 'base64');
    if (bytes.length < 16) return found;
    const start = bytes.readUInt32LE(0) === 0xffffffff ? 8 : 4;
    const message = new FlatTable(bytes, start + bytes.readUInt32LE(start));
    for (const column of message.table(2)?.tables(1) ?? []) {
      const name = column.text(0);
      if (name === null) continue;
      if (column.table(4) !== null) found.set(name, 'category');
      else if (column.byte(2) === DURATION) found.set(name, 'timedelta64[us]');
    }
    return found;
  } catch {
    // A schema that is not as documented says nothing about types; the file's own types remain.
    return new Map();
  }
}

/** A table of a FlatBuffer: fields by number, found through its virtual table. */
class FlatTable {
  constructor(
    private readonly bytes: Buffer,
    private readonly start: number,
  ) {}

  byte(field: number): number {
    const at = this.at(field);
    return at === null ? 0 : this.bytes.readUInt8(at);
  }

  text(field: number): string | null {
    const at = this.target(field);
    return at === null ? null : this.bytes.toString('utf8', at + 4, at + 4 + this.bytes.readUInt32LE(at));
  }

  table(field: number): FlatTable | null {
    const at = this.target(field);
    return at === null ? null : new FlatTable(this.bytes, at);
  }

  tables(field: number): FlatTable[] {
    const at = this.target(field);
    if (at === null) return [];
    return Array.from({ length: this.bytes.readUInt32LE(at) }, (_, k) => {
      const entry = at + 4 + 4 * k;
      return new FlatTable(this.bytes, entry + this.bytes.readUInt32LE(entry));
    });
  }

  private at(field: number): number | null {
    const virtual = this.start - this.bytes.readInt32LE(this.start);
    const slot = 4 + 2 * field;
    if (slot + 2 > this.bytes.readUInt16LE(virtual)) return null;
    const offset = this.bytes.readUInt16LE(virtual + slot);
    return offset === 0 ? null : this.start + offset;
  }

  private target(field: number): number | null {
    const at = this.at(field);
    return at === null ? null : at + this.bytes.readUInt32LE(at);
  }
}
