import { failure, type Result, success } from '../../base/result';
import { withoutAbsent } from '../../base/withoutAbsent';
import { byDescriptor } from '../../domain/byDescriptor';
import { type PandasType } from '../../domain/column';
import { shownText } from '../../domain/shownText';
import { mergeRankSketches } from '../../numeric/mergeRankSketches';
import { exactPoint, type RankSketch } from '../../numeric/rankSketch';
import {
  type CategoryProfile,
  type ColumnProfile,
  COUNTED_NUMBERS,
  countOf,
  type DataProfile,
  type DescribedTextsProfile,
  isCounted,
  MERGED_POINTS,
  type NumberProfile,
  type ValueCounts,
} from './dataProfile';
import { mergeCategories } from './mergeCategories';
import { describeCategories } from './profileTextNumbers';

/**
 * The profile of all rows together, from profiles of parts of a table: counts add up, moments are exact, and the bounds of
 * sketches add up. A failure if the parts are not of one table.
 */
export function mergeProfiles(parts: readonly DataProfile[], facts: Pick<DataProfile, 'madeAt' | 'version'>): Result<DataProfile> {
  const [first, ...others] = parts;
  if (first === undefined) return failure('invalid', 'There is no profile to merge.');
  const odd = others.find(part => !sameNames(part, first));
  if (odd !== undefined)
    return failure('invalid', `The profiles are not of parts of one table: ${oddColumn(first, odd)} is not in all of them.`, {
      nextStep: 'Merge profiles with the same columns.',
    });
  const columns: ColumnProfile[] = [];
  for (const { name } of first.columns) {
    const merged = mergeColumn(parts.map(part => ({ rows: part.rows, column: columnOf(part, name) })));
    if (!merged.ok) return merged;
    columns.push(merged.value);
  }
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  return success({ ...facts, rows, sources: parts.flatMap(({ sources }) => sources), columns });
}

function sameNames(a: DataProfile, b: DataProfile): boolean {
  return a.columns.length === b.columns.length && a.columns.every(({ name }) => b.columns.some(column => column.name === name));
}

function oddColumn(a: DataProfile, b: DataProfile): string {
  const only = (from: DataProfile, of: DataProfile) => from.columns.find(({ name }) => !of.columns.some(other => other.name === name));
  return `the column "${shownText((only(a, b) ?? only(b, a))?.name ?? '')}"`;
}

function columnOf({ columns }: DataProfile, name: string): ColumnProfile {
  const found = columns.find(column => column.name === name);
  if (found === undefined) throw new Error(`There is no column ${name}.`);
  return found;
}

interface Part {
  readonly rows: number;
  readonly column: ColumnProfile;
}

function mergeColumn(parts: readonly Part[]): Result<ColumnProfile> {
  const [first] = parts;
  if (first === undefined) throw new Error('There are no parts.');
  const missing = parts.reduce((sum, { column }) => sum + column.missing, 0);
  const { name, fileType } = first.column;
  const present = parts.filter(({ rows, column }) => column.missing < rows);
  const values = mergeValues((present.length > 0 ? present : [first]).map(({ column }) => column.values));
  if (values === null)
    return failure(
      'invalid',
      `The profiles are not of parts of one table: "${shownText(name)}" holds numbers in one and text in another.`,
      {
        nextStep: 'Make the profiles again from files of the same types.',
      },
    );
  return success({ name, fileType, pandas: pandasOf(parts, missing, values), missing, values });
}

/** As pandas types the parts put together: unlike numbers, and integers of which some are missing, are floats. */
function pandasOf(parts: readonly Part[], missing: number, values: ColumnProfile['values']): PandasType {
  const [first] = parts;
  const types = parts.filter(({ rows, column }) => column.missing < rows).map(({ column }) => column.pandas);
  const own = types[0] ?? first?.column.pandas ?? { dtype: 'object' };
  if (types.some(({ dtype }) => dtype !== own.dtype)) {
    const objects = types.find(({ dtype }) => dtype === 'object');
    return objects ?? (values.storage === 'numbers' ? { dtype: 'float64' } : { dtype: 'object', objects: 'text' });
  }
  if (missing > 0 && /^u?int\d+$/.test(own.dtype)) return { dtype: 'float64' };
  return missing > 0 && own.dtype === 'bool' ? { dtype: 'object', objects: 'other' } : own;
}

/** Null if they are of unlike kinds. */
function mergeValues(parts: readonly ColumnProfile['values'][]): ColumnProfile['values'] | null {
  const numbers = parts.filter(part => part.storage === 'numbers');
  if (numbers.length === parts.length) return mergeNumbers(numbers);
  if (numbers.length > 0) return null;
  const categories = parts.filter((part): part is CategoryProfile => part.storage === 'categories');
  if (categories.length === parts.length) return mergeCategories(categories);
  // One part's texts are not known: so are those of all together.
  const uniques = parts.map(part => (part.storage === 'texts' ? part.unique : uniqueOf(part)));
  return { storage: 'texts', unique: uniqueTogether(uniques), ...withoutAbsent({ descriptors: mergeDescriptors(parts) }) };
}

/** Undefined where those of a part are not known. */
function mergeDescriptors(parts: readonly ColumnProfile['values'][]): DescribedTextsProfile | undefined {
  const known = parts.map(part => {
    if (part.storage === 'numbers') return undefined;
    return part.storage === 'texts' ? part.descriptors : describeCategories(part);
  });
  const all = known.filter(part => part !== undefined);
  if (all.length < parts.length) return undefined;
  return {
    numbers: byDescriptor(name => mergeNumbers(all.map(part => part.numbers[name]))),
    wordless: all.reduce((sum, { wordless }) => sum + wordless, 0),
  };
}

function uniqueOf(part: ColumnProfile['values']): readonly [number, number] {
  if (part.storage !== 'categories') return part.unique;
  return [part.names.length, part.names.length + (part.pooled?.categories ?? 0)];
}

function uniqueTogether(parts: readonly (readonly [number, number])[]): readonly [number, number] {
  return [Math.max(...parts.map(([least]) => least)), parts.reduce((sum, [, most]) => sum + most, 0)];
}

function mergeNumbers(parts: readonly NumberProfile[]): NumberProfile {
  const [first] = parts;
  if (first === undefined) throw new Error('There are no parts.');
  const sum = (of: (part: NumberProfile) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const numbers = mergeNumberValues(parts);
  const count = sum(countOf);
  const mean = count === 0 ? 0 : sum(part => (part.mean * countOf(part)) / count);
  const variance = count === 0 ? 0 : sum(part => ((part.deviation ** 2 + (part.mean - mean) ** 2) * countOf(part)) / count);
  return {
    storage: 'numbers',
    kind: parts.every(({ kind }) => kind === first.kind) ? first.kind : 'double',
    infinite: { positive: sum(part => part.infinite.positive), negative: sum(part => part.infinite.negative) },
    zeros: sum(({ zeros }) => zeros),
    mean,
    deviation: Math.sqrt(variance),
    unique: isCounted(numbers) ? [numbers.values.length, numbers.values.length] : uniqueTogether(parts.map(({ unique }) => unique)),
    numbers,
  };
}

function mergeNumberValues(parts: readonly NumberProfile[]): NumberProfile['numbers'] {
  const counted = parts.map(({ numbers }) => numbers).filter(isCounted);
  if (counted.length === parts.length) {
    const all = addCounts(counted);
    if (all.values.length <= COUNTED_NUMBERS) return all;
  }
  const sketches = parts.map(({ numbers }) => (isCounted(numbers) ? sketchOfCounts(numbers) : numbers)).filter(({ count }) => count > 0);
  return mergeRankSketches(sketches, MERGED_POINTS);
}

function addCounts(parts: readonly ValueCounts[]): ValueCounts {
  const counts = new Map<number, number>();
  for (const part of parts)
    part.values.forEach((value, k) => {
      counts.set(value, (counts.get(value) ?? 0) + (part.counts[k] ?? 0));
    });
  const sorted = [...counts].sort(([a], [b]) => a - b);
  return { values: sorted.map(([value]) => value), counts: sorted.map(([, count]) => count) };
}

function sketchOfCounts({ values, counts }: ValueCounts): RankSketch {
  let below = 0;
  const points = values.map((value, k) => {
    const atMost = below + (counts[k] ?? 0);
    const point = exactPoint(value, below, atMost);
    below = atMost;
    return point;
  });
  return { count: below, points };
}
