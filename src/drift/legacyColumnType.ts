import { type Column } from '../domain/column';
import { type ColumnRole, type ColumnType } from './contract';
import { pandasTypeOf } from './inferColumnType';
import { type Sample } from './sample';

/** From this many distinct numbers on, a target is one of regression. */
const REGRESSION_TARGET = 5;

/** DuckDB's types of lists, structures and maps, which Python cannot count. */
const UNCOUNTABLE = /\[\d*\]$|^STRUCT\(|^MAP\(/;

/**
 * What a column is to the table of Evidently 0.6 and before (`process_columns`), judged by the reference: every number is
 * numeric, whatever is neither number nor date categorical, and text only what the user names so. A target with fewer than
 * 5 distinct numbers is categorical, and so is a prediction of at most 5 unless it holds shares from 0 to 1. Durations and
 * what holds several values are 'unknown': there the old table fails, and the whole report with it.
 */
export function legacyColumnType(column: Column, sample: Sample, { role, fileType }: { role: ColumnRole; fileType: string }): ColumnType {
  const { dtype } = pandasTypeOf(column);
  if (UNCOUNTABLE.test(fileType) || dtype.startsWith('timedelta')) return 'unknown';
  if (/^datetime64\[[a-z]+\]$/.test(dtype)) return 'datetime';
  if (!isNumber(dtype)) return 'categorical';
  if (role === 'target' && sample.unique < REGRESSION_TARGET) return 'categorical';
  if (role === 'prediction' && sample.unique <= REGRESSION_TARGET && !holdsShares(dtype, sample)) return 'categorical';
  return 'numeric';
}

/** NumPy's numbers and pandas' own of the same kinds. */
function isNumber(dtype: string): boolean {
  return /^(u?int|float|complex|decimal)/i.test(dtype);
}

function holdsShares(dtype: string, sample: Sample): boolean {
  if (!/^float/i.test(dtype) || sample.storage !== 'numbers' || sample.count === 0) return false;
  const { range } = sample;
  return range !== null && range.minimum >= 0 && range.maximum <= 1;
}
