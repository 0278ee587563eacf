/**
 * Rows in the order of a key. Rows without a key (null or NaN) are last in either direction, and rows with equal keys
 * keep the order in which they were given.
 */
export function sortRows<Row>(rows: readonly Row[], key: (row: Row) => number | string | null, descending: boolean): Row[] {
  const keyed = rows.map(row => ({ row, key: key(row) }));
  const sign = descending ? -1 : 1;
  return keyed.toSorted((left, right) => compareKeys(left.key, right.key, sign)).map(entry => entry.row);
}

function compareKeys(left: number | string | null, right: number | string | null, sign: number): number {
  const [leftAbsent, rightAbsent] = [isAbsent(left), isAbsent(right)];
  if (leftAbsent || rightAbsent) return Number(leftAbsent) - Number(rightAbsent);
  if (typeof left === 'number' && typeof right === 'number') return left === right ? 0 : sign * (left < right ? -1 : 1);
  return sign * String(left).localeCompare(String(right), 'en', { numeric: true });
}

function isAbsent(key: number | string | null): boolean {
  return key === null || Number.isNaN(key);
}
