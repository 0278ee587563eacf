import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  FLOAT,
  INTEGER,
  SMALLINT,
  TIMESTAMP,
  TIMESTAMP_MS,
  TIMESTAMP_NS,
  TIMESTAMP_S,
  TINYINT,
} from '@duckdb/node-api';
import { type DuckDBType, UBIGINT, UINTEGER, USMALLINT, UTINYINT, VARCHAR } from '@duckdb/node-api';
import {
  type Data,
  type DataType,
  type Dictionary,
  type Field,
  type Int,
  Precision,
  type Time,
  type Timestamp,
  TimeUnit,
  Type,
} from 'apache-arrow';
import { type Decimal, type Float, Vector } from 'apache-arrow';
import { type VectorWriter } from './tableFiller';

/** How a column of an Arrow file is held in DuckDB. */
export interface ArrowColumn {
  readonly name: string;
  readonly type: DuckDBType;
  /** For people: Arrow's name of what pandas holds as objects, else DuckDB's. */
  readonly fileType: string;
  /** pandas' type where it does not follow from DuckDB's. */
  readonly dtype?: string;
  /** Makes what writes one batch's values. */
  readonly writer: (data: Data) => VectorWriter;
}

/** How to hold a field of an Arrow schema; what DuckDB has no equal of is held as text. */
export function arrowColumn(field: Field): ArrowColumn {
  const { type } = field;
  const kind = kindOf(type);
  const { duck, dtype, writer } = kind;
  return {
    name: field.name,
    type: duck,
    fileType: kind.isObject === true ? String(type) : duck.toString(),
    ...(dtype === undefined ? {} : { dtype }),
    writer,
  };
}

interface Kind {
  readonly duck: DuckDBType;
  readonly dtype?: string;
  readonly isObject?: true;
  readonly writer: (data: Data) => VectorWriter;
}

const TEXTS: ReadonlySet<Type> = new Set([Type.Utf8, Type.LargeUtf8, Type.Utf8View]);

function kindOf(type: DataType): Kind {
  if (type.typeId === Type.Dictionary) return dictionaryKind(type as Dictionary);
  const plain = plainKind(type);
  if (plain !== null) return plain;
  if (TEXTS.has(type.typeId)) return { duck: VARCHAR, writer: valueByValue(String) };
  if (type.typeId === Type.Decimal)
    return { duck: DOUBLE, dtype: 'object', isObject: true, writer: valueByValue(decimalOf(type as Decimal)) };
  if (type.typeId === Type.Time) return { duck: VARCHAR, dtype: 'object', isObject: true, writer: valueByValue(clockTime(type as Time)) };
  return { duck: VARCHAR, dtype: 'object', isObject: true, writer: valueByValue(String) };
}

/** Types whose values are copied as they lie in the file. */
function plainKind(type: DataType): Kind | null {
  if (type.typeId === Type.Int) return { duck: integerType(type as Int), writer: copied };
  if (type.typeId === Type.Float) return floatKind(type as Float);
  if (type.typeId === Type.Bool) return { duck: BOOLEAN, writer: valueByValue(Boolean) };
  if (type.typeId === Type.Timestamp) return timestampKind(type as Timestamp);
  if (type.typeId === Type.Date) {
    // Days are 32 bits wide, milliseconds 64.
    return type.ArrayType === Int32Array ? { duck: DATE, writer: copied } : { duck: TIMESTAMP_MS, dtype: 'object', writer: copied };
  }
  return type.typeId === Type.Duration ? { duck: BIGINT, dtype: 'timedelta64[us]', writer: copied } : null;
}

function integerType({ bitWidth, isSigned }: Int): DuckDBType {
  if (bitWidth === 8) return isSigned ? TINYINT : UTINYINT;
  if (bitWidth === 16) return isSigned ? SMALLINT : USMALLINT;
  if (bitWidth === 32) return isSigned ? INTEGER : UINTEGER;
  return isSigned ? BIGINT : UBIGINT;
}

function floatKind({ precision }: Float): Kind {
  if (precision === Precision.HALF) return { duck: FLOAT, dtype: 'float16', writer: valueByValue(Number) };
  return { duck: precision === Precision.SINGLE ? FLOAT : DOUBLE, writer: copied };
}

const TIMES: Readonly<Record<TimeUnit, { duck: DuckDBType; unit: string }>> = {
  [TimeUnit.SECOND]: { duck: TIMESTAMP_S, unit: 's' },
  [TimeUnit.MILLISECOND]: { duck: TIMESTAMP_MS, unit: 'ms' },
  [TimeUnit.MICROSECOND]: { duck: TIMESTAMP, unit: 'us' },
  [TimeUnit.NANOSECOND]: { duck: TIMESTAMP_NS, unit: 'ns' },
};

function timestampKind({ unit, timezone }: Timestamp): Kind {
  const { duck, unit: name } = TIMES[unit];
  const zone = timezone === null || timezone === undefined || timezone === '' ? null : timezone;
  return { duck, ...(zone === null ? {} : { dtype: `datetime64[${name}, ${zone}]` }), writer: copied };
}

/** pandas' categories, whatever their values are. */
function dictionaryKind({ dictionary }: Dictionary): Kind {
  const isNumber = dictionary.typeId === Type.Int || dictionary.typeId === Type.Float;
  return { duck: isNumber ? DOUBLE : VARCHAR, dtype: 'category', writer: valueByValue(isNumber ? Number : String) };
}

/** Copies a stretch of the file's own array, then marks what is missing. */
function copied(data: Data): VectorWriter {
  const values: unknown = data.values;
  return (vector, from, count) => {
    const items: unknown = Reflect.get(vector, 'items');
    if (!isTypedArray(items) || !isTypedArray(values)) throw new Error('A column of plain values has no typed array.');
    items.set(values.subarray(from, from + count) as never);
    if (data.nullCount > 0) for (let k = 0; k < count; k++) if (!data.getValid(from + k)) vector.setItem(k, null as never);
  };
}

type TypedArray = Float64Array | BigInt64Array;

function isTypedArray(value: unknown): value is TypedArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** @param convert makes what DuckDB takes of a value that is not missing */
function valueByValue(convert: (value: unknown) => string | number | boolean): (data: Data) => VectorWriter {
  return data => {
    const values = new Vector([data]);
    return (vector, from, count) => {
      for (let k = 0; k < count; k++) {
        const value: unknown = values.get(from + k);
        vector.setItem(k, (value === null || value === undefined ? null : convert(value)) as never);
      }
    };
  };
}

/** @returns the number that the words of a two's complement integer and its scale stand for */
function decimalOf({ scale }: Decimal): (value: unknown) => number {
  return value => {
    const words = [...(value as Uint32Array)];
    const whole = words.reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n);
    return Number(BigInt.asIntN(words.length * 32, whole)) / 10 ** scale;
  };
}

const PER_SECOND: Readonly<Record<TimeUnit, bigint>> = {
  [TimeUnit.SECOND]: 1n,
  [TimeUnit.MILLISECOND]: 1_000n,
  [TimeUnit.MICROSECOND]: 1_000_000n,
  [TimeUnit.NANOSECOND]: 1_000_000_000n,
};

/** A time of day as DuckDB writes it: 13:05:00, with a fraction if there is one. */
function clockTime({ unit }: Time): (value: unknown) => string {
  const perSecond = PER_SECOND[unit];
  return value => {
    const ticks = BigInt(value as number | bigint);
    const seconds = Number(ticks / perSecond);
    const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    const fraction = String(ticks % perSecond).padStart(String(perSecond).length - 1, '0');
    return clock.map(part => String(part).padStart(2, '0')).join(':') + (/[1-9]/.test(fraction) ? `.${fraction.replace(/0+$/, '')}` : '');
  };
}
