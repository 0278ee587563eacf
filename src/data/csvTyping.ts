import { type PandasType } from '../domain/column';
import { type ColumnPlan } from './tableSource';

/** The texts that pandas 3's `read_csv` reads as missing. */
export const PANDAS_NULLS = [
  '',
  '#N/A',
  '#N/A N/A',
  '#NA',
  '-1.#IND',
  '-1.#QNAN',
  '-NaN',
  '-nan',
  '1.#IND',
  '1.#QNAN',
  '<NA>',
  'N/A',
  'NA',
  'NULL',
  'NaN',
  'None',
  'n/a',
  'nan',
  'null',
] as const;

/** What a value's text looks like to pandas' parser, as bits that can be gathered over rows. */
const SIGNED = 1;
const UNSIGNED = 2;
const HUGE = 4;
const FLOAT = 8;
const BOOLEAN = 16;
const TEXT = 32;
const NEGATIVE = 64;

const SPACE = '[ \\t\\n\\v\\f\\r]*';
const INTEGER = `${SPACE}[+-]?[0-9]+${SPACE}`;
const DECIMAL = `${SPACE}[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?${SPACE}|(?i:[+-]?(inf|infinity))`;

/** A VARCHAR column's expression → its value's bit; 0 for a missing one. */
export function classOfValue(column: string): string {
  const digits = `ltrim(trim(${column}, ' \t\n\v\f\r'), '+')`;
  const size = `CASE WHEN length(${column}) <= 18 OR TRY_CAST(${digits} AS BIGINT) IS NOT NULL THEN ${SIGNED} WHEN TRY_CAST(${digits} AS UBIGINT) IS NOT NULL THEN ${UNSIGNED} ELSE ${HUGE} END`;
  // Most fractions hold a point: asking for it first spares them the pattern of integers, half of the time that typing takes.
  return `CASE WHEN ${column} IS NULL THEN 0
    WHEN NOT contains(${column}, '.') AND regexp_full_match(${column}, '${INTEGER}') THEN ${size} + CASE WHEN contains(${column}, '-') THEN ${NEGATIVE} ELSE 0 END
    WHEN regexp_full_match(${column}, '${DECIMAL}') THEN ${FLOAT}
    WHEN lower(${column}) IN ('true', 'false') THEN ${BOOLEAN}
    ELSE ${TEXT} END`;
}

/** What was found in one block of rows: pandas types each block that it reads by itself, then joins them. */
export interface Block {
  /** The bits of all its values together. */
  readonly classes: number;
  readonly present: number;
  readonly missing: number;
}

type BlockType = 'empty' | 'int64' | 'uint64' | 'float64' | 'bool' | 'partly bool' | 'big integers' | 'text';

/**
 * How pandas 3's `read_csv` types a column of text, from its blocks in file order.
 *
 * @param column the column as an SQL expression of type VARCHAR
 */
export function planForText(column: string, blocks: readonly Block[]): ColumnPlan {
  const types = blocks.map(blockType).filter(type => type !== 'empty');
  const complete = types.length === blocks.length;
  if (types.length === 0) return numbers(column, 'double', { dtype: blocks.length === 0 ? 'object' : 'float64' });
  const rule = RULES.find(each => types.every(type => each.of.includes(type)) && (complete || each.whenComplete !== true));
  if (rule !== undefined) return rule.plan(column);
  const textAtBothEnds = types[0] === 'text' && types[types.length - 1] === 'text';
  return { storage: 'codes', expression: column, pandas: () => ({ dtype: 'object', objects: textAtBothEnds ? 'text' : 'other' }) };
}

/** What pandas makes of a column whose filled blocks are all of the types in `of`; the first rule that fits. */
const RULES: readonly { readonly of: readonly BlockType[]; readonly whenComplete?: true; readonly plan: (column: string) => ColumnPlan }[] =
  [
    { of: ['text'], plan: column => ({ storage: 'codes', expression: column, pandas: () => ({ dtype: 'str' }) }) },
    { of: ['int64'], whenComplete: true, plan: column => integers(column, { dtype: 'int64' }) },
    { of: ['uint64'], whenComplete: true, plan: column => integers(column, { dtype: 'uint64' }) },
    { of: ['int64', 'uint64', 'float64'], plan: column => numbers(column, 'double', { dtype: 'float64' }) },
    { of: ['bool'], whenComplete: true, plan: column => booleans(column, { dtype: 'bool' }) },
    { of: ['bool', 'partly bool'], plan: column => booleans(column, { dtype: 'object', objects: 'other' }) },
    {
      of: ['int64', 'uint64', 'float64', 'big integers'],
      plan: column => ({ ...numbers(column, 'double', { dtype: 'object', objects: 'other' }), exact: column }),
    },
  ];

/** The first class that any value has decides; one text makes a block text. */
function blockType({ classes, present, missing }: Block): BlockType {
  if (present === 0) return 'empty';
  if (classes === BOOLEAN) return missing > 0 ? 'partly bool' : 'bool';
  if ((classes & (TEXT | BOOLEAN)) !== 0) return 'text';
  if ((classes & FLOAT) !== 0) return 'float64';
  if ((classes & HUGE) !== 0) return 'big integers';
  return integerType(classes, missing);
}

/** Unsigned 64-bit integers have no room for a missing value or a sign: pandas falls back to text. */
function integerType(classes: number, missing: number): BlockType {
  if ((classes & UNSIGNED) === 0) return missing > 0 ? 'float64' : 'int64';
  return missing > 0 || (classes & NEGATIVE) !== 0 ? 'text' : 'uint64';
}

function numbers(column: string, kind: 'integer' | 'double', pandas: PandasType): Extract<ColumnPlan, { storage: 'numbers' }> {
  return { storage: 'numbers', kind, expression: `TRY_CAST(${column} AS DOUBLE)`, pandas: () => pandas };
}

function integers(column: string, pandas: PandasType): ColumnPlan {
  const exact = `coalesce(TRY_CAST(${column} AS HUGEINT), TRY_CAST(${column} AS DOUBLE)::HUGEINT)`;
  return { ...numbers(column, 'integer', pandas), exact };
}

function booleans(column: string, pandas: PandasType): ColumnPlan {
  return {
    storage: 'numbers',
    kind: 'boolean',
    expression: `CASE WHEN ${column} IS NULL THEN NULL WHEN lower(${column}) = 'true' THEN 1.0::DOUBLE ELSE 0.0::DOUBLE END`,
    pandas: () => pandas,
  };
}
