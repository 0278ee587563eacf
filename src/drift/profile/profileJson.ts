import { type JsonNumber } from '../../base/json';
import { type ByDescriptor, byDescriptor } from '../../domain/byDescriptor';
import { type PandasType } from '../../domain/column';
import { exactPoint, type RankPoint } from '../../numeric/rankSketch';
import { type CategoryProfile, type ColumnProfile, type DataProfile, isCounted, type NumberProfile, type TextProfile } from './dataProfile';

/** A profile as its file has it. */
export interface ProfileJson {
  readonly modelops: 'profile';
  readonly schema: 1;
  readonly version: string;
  readonly madeAt: number;
  readonly rows: number;
  readonly sources: DataProfile['sources'];
  readonly columns: readonly ColumnJson[];
  /** Of all the rest. */
  readonly sha256?: string;
}

interface ColumnJson {
  readonly name: string;
  readonly fileType: string;
  readonly pandas: PandasType;
  readonly missing: number;
  readonly values: NumberJson | CategoryJson | TextJson;
}

/** A point of a sketch: value, values below it, values at most at it; or value, least and most of both. */
type PointJson = readonly [number, number, number] | readonly [number, number, number, number, number];

interface NumberJson extends Omit<NumberProfile, 'numbers' | 'mean' | 'deviation'> {
  readonly mean: JsonNumber;
  readonly deviation: JsonNumber;
  /** Values with their counts. */
  readonly counts?: readonly (readonly [number, number])[];
  readonly points?: readonly PointJson[];
}

interface CategoryJson {
  readonly storage: 'categories';
  readonly counts: readonly (readonly [string, number])[];
  readonly pooled: CategoryProfile['pooled'];
}

interface TextJson extends Omit<TextProfile, 'descriptors'> {
  readonly descriptors?: { readonly numbers: ByDescriptor<NumberJson>; readonly wordless: number };
}

/** A profile as it is written. */
export function asJson({ version, madeAt, rows, sources, columns }: DataProfile): ProfileJson {
  return {
    modelops: 'profile',
    schema: 1,
    version,
    madeAt,
    rows,
    sources,
    columns: columns.map(({ values, ...column }) => ({ ...column, values: valuesAsJson(values) })),
  };
}

/** The profile that was written. */
export function fromJson({ version, madeAt, rows, sources, columns }: ProfileJson): DataProfile {
  return { version, madeAt, rows, sources, columns: columns.map(({ values, ...column }) => ({ ...column, values: valuesOf(values) })) };
}

function valuesAsJson(values: ColumnProfile['values']): ColumnJson['values'] {
  if (values.storage === 'texts') {
    const { descriptors, ...texts } = values;
    if (descriptors === undefined) return texts;
    return { ...texts, descriptors: { ...descriptors, numbers: byDescriptor(name => numbersAsJson(descriptors.numbers[name])) } };
  }
  if (values.storage === 'numbers') return numbersAsJson(values);
  const { names, counts, pooled } = values;
  return { storage: 'categories', counts: names.map((name, k) => [name, counts[k] ?? 0]), pooled };
}

function numbersAsJson({ numbers, ...others }: NumberProfile): NumberJson {
  if (!isCounted(numbers)) return { ...others, points: numbers.points.map(pointAsJson) };
  return { ...others, counts: numbers.values.map((value, k) => [value, numbers.counts[k] ?? 0]) };
}

function pointAsJson({ value, belowLeast, belowMost, atMostLeast, atMostMost }: RankPoint): PointJson {
  const isExact = belowLeast === belowMost && atMostLeast === atMostMost;
  return isExact ? [value, belowLeast, atMostLeast] : [value, belowLeast, belowMost, atMostLeast, atMostMost];
}

function valuesOf(values: ColumnJson['values']): ColumnProfile['values'] {
  if (values.storage === 'texts') {
    const { descriptors, ...texts } = values;
    if (descriptors === undefined) return texts;
    return { ...texts, descriptors: { ...descriptors, numbers: byDescriptor(name => numbersOf(descriptors.numbers[name])) } };
  }
  if (values.storage === 'numbers') return numbersOf(values);
  const { counts, pooled } = values;
  return { storage: 'categories', names: counts.map(([name]) => name), counts: counts.map(([, count]) => count), pooled };
}

function numbersOf({ counts, points, mean, deviation, ...others }: NumberJson): NumberProfile {
  const moments = { mean: numberOf(mean), deviation: numberOf(deviation) };
  if (points === undefined)
    return {
      ...others,
      ...moments,
      numbers: { values: (counts ?? []).map(([value]) => value), counts: (counts ?? []).map(([, count]) => count) },
    };
  const known = points.map(pointOf);
  return { ...others, ...moments, numbers: { count: known.at(-1)?.atMostMost ?? 0, points: known } };
}

function pointOf(point: PointJson): RankPoint {
  if (point.length === 3) return exactPoint(...point);
  const [value, belowLeast, belowMost, atMostLeast, atMostMost] = point;
  return { value, belowLeast, belowMost, atMostLeast, atMostMost };
}

/** Non-finite numbers have names in JSON. */
function numberOf(value: JsonNumber): number {
  return Number(value ?? NaN);
}
