/** What pandas recorded in a Parquet file that it wrote. */
export interface RecordedPandas {
  /** Its types, where they do not follow from the file's own. */
  readonly dtypes: ReadonlyMap<string, string>;
  /** Columns that `read_parquet` takes as the row index. */
  readonly index: ReadonlySet<string>;
}

/** Types that `read_parquet` restores only as far as the values allow: there the file's own type decides. */
const PLAIN = /^(u?int\d+|float\d+|bool|object|str|datetime64.*)$/;

/** Reads the "pandas" entry of a Parquet file's metadata; nothing recorded if it is not what pandas writes. */
export function recordedPandasTypes(text: string): RecordedPandas {
  const dtypes = new Map<string, string>();
  const index = new Set<string>();
  for (const entry of list(parse(text), 'index_columns')) if (typeof entry === 'string') index.add(entry);
  for (const column of list(parse(text), 'columns')) {
    const name = field(column, 'field_name') ?? field(column, 'name');
    const dtype = field(column, 'numpy_type');
    if (name === null || dtype === null) continue;
    if (field(column, 'pandas_type') === 'categorical') dtypes.set(name, 'category');
    else if (!PLAIN.test(dtype)) dtypes.set(name, dtype);
  }
  return { dtypes, index };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function list(value: unknown, key: string): readonly unknown[] {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : null;
  return Array.isArray(found) ? found : [];
}

function field(value: unknown, key: string): string | null {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : null;
  return typeof found === 'string' ? found : null;
}
