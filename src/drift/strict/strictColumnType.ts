import { type Column } from '../../domain/column';
import { type ColumnType } from '../contract';
import { inferColumnType, pandasTypeOf } from '../inferColumnType';

/**
 * What a column is under the profile `strict`: as Evidently 0.7 infers it, except that the types which that leaves out in
 * silence are compared as what they hold: numbers of any storage as numbers, truth values with gaps as categories.
 *
 * @param unique distinct present values
 * @param present values that are not missing
 */
export function strictColumnType(column: Column, unique: number, present: number): ColumnType {
  const inferred = inferColumnType(column, unique, present);
  if (inferred !== 'unknown') return inferred;
  if (column.storage === 'codes') return pandasTypeOf(column).objects === 'lists' ? 'unknown' : textType(unique, present);
  if (column.kind === 'boolean') return 'categorical';
  if (column.kind === 'datetime') return 'datetime';
  return inferColumnType({ ...column, pandas: { dtype: column.kind === 'integer' ? 'int64' : 'float64' } }, unique, present);
}

function textType(unique: number, present: number): ColumnType {
  return unique > present * 0.5 ? 'text' : 'categorical';
}
