import { type Column, type PandasType } from '../domain/column';
import { type ColumnType } from './contract';

/** Up to this many distinct integers are categories. */
const INTEGER_CATEGORIES = 10;

/**
 * What a column is to Evidently 0.7's new API (`infer_column_type`), judged by pandas' name of its type.
 * Evidently's "list" is 'unknown' here: both are left out of its drift preset.
 *
 * @param unique distinct present values, infinities included
 * @param present values that are not missing
 */
export function inferColumnType(column: Column, unique: number, present: number): ColumnType {
  const { dtype, objects } = pandasTypeOf(column);
  if (dtype.startsWith('float')) return 'numeric';
  if (dtype.startsWith('int')) return unique <= INTEGER_CATEGORIES ? 'categorical' : 'numeric';
  if (dtype === 'string' || dtype === 'str' || (dtype === 'object' && objects === 'text'))
    return unique > present * 0.5 ? 'text' : 'categorical';
  if (dtype === 'bool' || dtype === 'category') return 'categorical';
  return dtype.startsWith('datetime') ? 'datetime' : 'unknown';
}

/** pandas' type of a column; for a column whose reader recorded none, the one that its values would have. */
export function pandasTypeOf(column: Column): PandasType {
  if (column.pandas !== undefined) return column.pandas;
  if (column.storage === 'codes') return { dtype: 'str' };
  const dtypes = {
    integer: column.missing > 0 ? 'float64' : 'int64',
    double: 'float64',
    float32: 'float32',
    boolean: column.missing > 0 ? 'object' : 'bool',
    datetime: 'datetime64[us]',
  };
  return { dtype: dtypes[column.kind] };
}
