import { type Column } from '../domain/column';
import { shownText } from '../domain/shownText';
import { pandasTypeOf } from './inferColumnType';
import { type Sample } from './sample';

/**
 * Whether different values of a column may have become equal as they were read: integers and decimals whose size reaches 2^53
 * do in doubles. Floats of that size are what they are in pandas too.
 */
export function mayBeMerged(column: Column | null, sample: Sample | null): boolean {
  if (column?.storage !== 'numbers' || sample?.storage !== 'numbers') return false;
  const isExact = column.kind === 'integer' || (column.kind === 'double' && pandasTypeOf(column).dtype === 'object');
  const { minimum, maximum } = sample.range ?? { minimum: 0, maximum: 0 };
  return isExact && Math.max(-minimum, maximum) > Number.MAX_SAFE_INTEGER;
}

/** Why such a column is not compared, and what to do. */
export function mergedReason(name: string): string {
  const column = shownText(name);
  return (
    'The column holds whole numbers beyond 2^53, of which different ones may be equal here: leave it out, give it the role id, or ' +
    `compare it as text by a query that reads CAST("${column}" AS VARCHAR).`
  );
}
