import { type Column } from '../domain/column';
import { type ColumnType } from './contract';
import { pandasTypeOf } from './inferColumnType';
import { type Sample } from './sample';
import { strayText } from './strayText';

/** A column that cannot be tested, as far as the reason needs it. */
export interface Untested {
  readonly reference: Sample;
  readonly current: Sample;
  readonly type: ColumnType;
  /** Whether the user gave the type. */
  readonly given: boolean;
  readonly column: Column;
  /** The reader's name of the current column's type. */
  readonly fileType: string;
  readonly strict: boolean;
}

function strictTextReason(given: boolean): string {
  const why = given ? '' : '; this one is text because more than half of its values differ';
  return `The profile strict has no test of texts${why}. The profile evidently has.`;
}

function numbersReason({ storage }: Sample, side: 'reference' | 'current'): string | null {
  return storage === 'codes' ? null : `The ${side} data holds numbers in this column, not text.`;
}

/** Why a column cannot be tested at all, as a sentence; null if it can. */
export function notComparable({ reference, current, type, given, column, fileType, strict }: Untested): string | null {
  if (reference.count === 0) return emptyReason(reference, 'reference');
  if (current.count === 0) return emptyReason(current, 'current');
  if (type === 'categorical') return null;
  if (type === 'numeric' || type === 'text')
    return mixedReason(reference, current) ?? otherReason({ reference, current, type, given, strict });
  if (type === 'datetime') return strict ? null : 'Dates and times are not compared; Evidently leaves them out.';
  return `${unknownReason(column, fileType)}, which Evidently leaves out; set its type to compare it.`;
}

/** Where one side is numbers and the other would be, but for a few texts. */
function mixedReason(reference: Sample, current: Sample): string | null {
  return reference.storage === current.storage ? null : (strayText(reference, 'reference') ?? strayText(current, 'current'));
}

function otherReason({ reference, current, type, given, strict }: Pick<Untested, 'reference' | 'current' | 'type' | 'given' | 'strict'>) {
  if (type === 'numeric') return textReason(reference, 'reference') ?? textReason(current, 'current');
  return strict ? strictTextReason(given) : (numbersReason(reference, 'reference') ?? numbersReason(current, 'current'));
}

function emptyReason({ rows, infinite }: Sample, side: 'reference' | 'current'): string {
  if (rows === 0) return `The ${side} data has no rows.`;
  return infinite > 0 ? `Every value in the ${side} data is missing or infinite.` : `Every value in the ${side} data is missing.`;
}

function textReason({ storage }: Sample, side: 'reference' | 'current'): string | null {
  return storage === 'numbers' ? null : `The ${side} data holds text in this column, not numbers.`;
}

function unknownReason(column: Column, fileType: string): string {
  const { dtype } = pandasTypeOf(column);
  if (dtype !== 'object') return `The column has the pandas type ${dtype}`;
  if (fileType !== 'VARCHAR')
    return column.storage === 'numbers' && column.kind === 'boolean'
      ? 'The column holds truth values and missing ones'
      : `The column has the type ${fileType}`;
  if (column.storage === 'codes') return 'The column mixes text with numbers or truth values';
  return column.kind === 'boolean' ? 'The column holds truth values and missing ones' : 'The column holds integers beyond 64 bits';
}
