/** Rows by owner. */
export function groupRows<Row, T>(
  rows: readonly Row[],
  owner: (row: Row) => string,
  value: (row: Row) => T,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(owner(row));
    if (group) group.push(value(row));
    else groups.set(owner(row), [value(row)]);
  }
  return groups;
}
