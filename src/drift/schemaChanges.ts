import { type Column } from '../domain/column';
import { type DriftReport } from './contract';
import { pandasTypeOf } from './inferColumnType';

type SchemaChange = DriftReport['schemaChanges'][number];

/**
 * How the columns of the current data differ from the reference's: removed ones and ones that hold another kind of value,
 * in the reference's order, then added ones.
 *
 * @param changed names of columns that `changesKind` found
 */
export function schemaChanges(reference: readonly string[], current: readonly string[], changed: ReadonlySet<string>): SchemaChange[] {
  const before = new Set(reference);
  const after = new Set(current);
  const found: SchemaChange[] = [];
  for (const name of reference) {
    if (!after.has(name)) found.push({ name, change: 'removed' });
    else if (changed.has(name)) found.push({ name, change: 'type' });
  }
  for (const name of current) if (!before.has(name)) found.push({ name, change: 'added' });
  return found;
}

/**
 * Whether one side holds, say, text where the other holds numbers. Integers and floats are one kind: a single missing
 * value turns one into the other. A column without values has no kind.
 */
export function changesKind(
  reference: Column,
  current: Column,
  rows = { reference: rowsOf(reference), current: rowsOf(current) },
): boolean {
  const before = kindOf(reference, rows.reference);
  const after = kindOf(current, rows.current);
  return before !== null && after !== null && before !== after;
}

function rowsOf(column: Column): number {
  return column.storage === 'numbers' ? column.values.length : column.codes.length;
}

function kindOf(column: Column, rows: number): string | null {
  if (column.missing === rows) return null;
  if (column.storage === 'numbers') {
    return column.kind === 'boolean' || column.kind === 'datetime' ? column.kind : 'number';
  }
  const { dtype, objects } = pandasTypeOf(column);
  return dtype === 'object' && objects !== 'text' ? 'other' : 'text';
}
