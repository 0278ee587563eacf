import { type Column } from '../domain/column';

/** What a value of a row is called, the same in labels, predictions and features: "1", "1.5", "True", "late"; null where it is missing. */
export function keyReader(column: Column): (row: number) => string | null {
  if (column.storage === 'codes') {
    const { codes, categories } = column;
    return row => categories[codes[row] as number] ?? null;
  }
  const { values, kind } = column;
  const names = new Map<number, string>();
  return row => {
    const value = values[row] as number;
    if (Number.isNaN(value)) return null;
    const known = names.get(value) ?? keyOf(value, kind);
    if (names.size < 1000) names.set(value, known);
    return known;
  };
}

function keyOf(value: number, kind: string): string {
  return kind === 'boolean' ? (value === 1 ? 'True' : 'False') : String(value);
}

export function rowCount(column: Column): number {
  return column.storage === 'codes' ? column.codes.length : column.values.length;
}

/** Distinct values in order: as numbers where all are, else as texts. Stops after `most` + 1 of them. O(rows). */
export function distinctKeys(columns: readonly Column[], most: number): readonly string[] {
  const keys = new Set<string>();
  for (const column of columns) {
    const read = keyReader(column);
    for (let row = 0; row < rowCount(column) && keys.size <= most; row++) {
      const key = read(row);
      if (key !== null) keys.add(key);
    }
  }
  const all = [...keys];
  const numeric = all.every(key => key !== '' && Number.isFinite(Number(key)));
  return all.sort(numeric ? (a, b) => Number(a) - Number(b) : (a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
