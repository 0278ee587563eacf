import { type CategoryColumn, type Column } from '../../domain/column';
import { pandasTypeOf } from '../inferColumnType';
import { takeSample } from '../sample';
import { type CategoryProfile, type ColumnProfile, type TextProfile } from './dataProfile';
import { leastNamed } from './leastNamed';
import { profileNumbers } from './profileNumbers';
import { profileTextNumbers } from './profileTextNumbers';

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

function profileTexts(column: CategoryColumn, hideRare: number): CategoryProfile | TextProfile {
  const sample = takeSample(column);
  if (sample.storage !== 'codes') throw new Error('Texts are a sample of codes.');
  const { counts, count, unique } = sample;
  if (isOfTexts(column, unique, count)) return { storage: 'texts', unique: [unique, unique], descriptors: profileTextNumbers(sample) };
  return withNames(counts, Math.max(hideRare, leastNamed(categoriesByCount(counts))));
}

/** Whether so many different ones of so many texts are texts and no categories. */
export function isOfTexts(column: Column, unique: number, count: number): boolean {
  return pandasTypeOf(column).dtype !== 'category' && unique > count * CATEGORIES_REPEAT;
}

/** How many categories have each count. */
function categoriesByCount(counts: ReadonlyMap<string, number>): ReadonlyMap<number, number> {
  const categoriesOf = new Map<number, number>();
  for (const count of counts.values()) categoriesOf.set(count, (categoriesOf.get(count) ?? 0) + 1);
  return categoriesOf;
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
