import { type CategoryColumn, type Column, type NumericColumn } from '../../domain/column';
import { rankSketch } from '../../numeric/rankSketch';
import { type ValueRun, valueRuns } from '../../numeric/valueRuns';
import { pandasTypeOf } from '../inferColumnType';
import { takeSample } from '../sample';
import {
  type CategoryProfile,
  type ColumnProfile,
  COUNTED_NUMBERS,
  NAMED_CATEGORIES,
  type NumberProfile,
  SKETCH_POINTS,
  type TextProfile,
  type ValueCounts,
} from './dataProfile';

/** Texts of which more than this share differ are texts and no categories, as Evidently draws the line. */
const CATEGORIES_REPEAT = 0.5;

/**
 * The profile of one column. Takes over its array: the column may not be used afterwards. O(rows) for most data.
 *
 * @param hideRare categories that fewer rows than this have are counted together, without their names; 0: none is
 */
export function profileColumn(column: Column, fileType: string, hideRare: number): ColumnProfile {
  const { name, missing } = column;
  const pandas = pandasTypeOf(column);
  const values = column.storage === 'numbers' ? profileNumbers(column) : profileTexts(column, hideRare);
  return { name, fileType, pandas, missing, values };
}

function profileNumbers(column: NumericColumn): NumberProfile {
  let positive = 0;
  let negative = 0;
  let zeros = 0;
  for (const value of column.values) {
    if (value === 0) zeros++;
    else if (value === Infinity) positive++;
    else if (value === -Infinity) negative++;
  }
  const sample = takeSample(column);
  if (sample.storage !== 'numbers') throw new Error('Numbers are a sample of numbers.');
  const { sorted, mean, deviation, unique } = sample;
  return {
    storage: 'numbers',
    kind: column.kind,
    infinite: { positive, negative },
    zeros,
    mean,
    deviation,
    unique: [unique, unique],
    numbers: unique <= COUNTED_NUMBERS ? countsOf(valueRuns(sorted)) : rankSketch(sorted, SKETCH_POINTS),
  };
}

function countsOf(runs: readonly ValueRun[]): ValueCounts {
  return { values: runs.map(({ value }) => value), counts: runs.map(({ count }) => count) };
}

function profileTexts(column: CategoryColumn, hideRare: number): CategoryProfile | TextProfile {
  const sample = takeSample(column);
  if (sample.storage !== 'codes') throw new Error('Texts are a sample of codes.');
  const { counts, count, unique } = sample;
  if (isOfTexts(column, unique, count)) return { storage: 'texts', unique: [unique, unique] };
  return withNames(counts, Math.max(hideRare, leastNamed(counts)));
}

/** Whether so many different ones of so many texts are texts and no categories. */
export function isOfTexts(column: Column, unique: number, count: number): boolean {
  return pandasTypeOf(column).dtype !== 'category' && unique > count * CATEGORIES_REPEAT;
}

/** From which count on a category has a name where there are too many. */
function leastNamed(counts: ReadonlyMap<string, number>): number {
  if (counts.size <= NAMED_CATEGORIES) return 0;
  const descending = Float64Array.from(counts.values()).sort().reverse();
  return (descending[NAMED_CATEGORIES] as number) + 1;
}

function withNames(counts: ReadonlyMap<string, number>, least: number): CategoryProfile {
  const named = [...counts].filter(([, count]) => count >= least);
  const categories = counts.size - named.length;
  const rows = [...counts.values()].reduce((sum, count) => sum + count, 0) - named.reduce((sum, [, count]) => sum + count, 0);
  return {
    storage: 'categories',
    names: named.map(([name]) => name),
    counts: named.map(([, count]) => count),
    pooled: categories === 0 ? null : { rows, categories },
  };
}
