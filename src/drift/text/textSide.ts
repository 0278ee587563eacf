import { type NumericColumn } from '../../domain/column';
import { type TextDescriptorName } from '../../domain/textDescriptor';
import { columnOfProfile } from '../profile/columnOfProfile';
import { type ColumnProfile, countOf, type DescribedTextsProfile } from '../profile/dataProfile';
import { type CategorySample } from '../sample';
import { type TimeWindows } from '../windows/timeWindows';
import { type DescribedTexts, describeTexts } from './describeTexts';

/** Where more than this share of the texts have letters but no word, counting words says nothing of the side. */
const MOSTLY = 0.5;

/** One side's texts as numbers, a descriptor at a time. */
export interface TextSide {
  readonly isWordless: boolean;
  column(name: TextDescriptorName): DescribedColumn;
}

/** The descriptor of every text that has it. */
interface DescribedColumn {
  readonly column: NumericColumn;
  /** Where they are known only by a profile. */
  readonly profile?: ColumnProfile;
  /** The windows of those texts. */
  readonly windows?: TimeWindows;
}

/** Whether so many wordless texts are most of a side. */
export function isMostlyWordless(wordless: number, texts: number): boolean {
  return wordless > MOSTLY * texts;
}

/** Only shares of characters are no whole numbers. */
export function kindOfDescriptor(name: TextDescriptorName): 'double' | 'integer' {
  return name === 'non_letter_character_percentage' ? 'double' : 'integer';
}

/** The texts of a column in memory, each distinct one described once. @param windows of its rows. O(characters). */
export function describeSample({ codes, categories, counts, count }: CategorySample, windows: TimeWindows | undefined): TextSide {
  const described = describeTexts(categories);
  return {
    isWordless: isMostlyWordless(wordlessRows(described, categories, counts), count),
    column: name => rowsOfDescriptor(name, { codes, described, windows }),
  };
}

/** The texts of a profile, of which it kept the numbers. */
export function describeProfile({ wordless, numbers }: DescribedTextsProfile): TextSide {
  return {
    isWordless: isMostlyWordless(wordless, countOf(numbers.text_length)),
    column: name => {
      const values = numbers[name];
      const pandas = { dtype: values.kind === 'integer' ? 'int64' : 'float64' };
      const profile: ColumnProfile = { name, fileType: 'DOUBLE', pandas, missing: 0, values };
      const column = columnOfProfile(profile, countOf(values));
      if (column.storage !== 'numbers') throw new Error('Numbers are a column of numbers.');
      return { column, profile };
    },
  };
}

/** How many texts have letters, but none that make words. */
export function wordlessRows({ wordless }: DescribedTexts, categories: readonly string[], counts: ReadonlyMap<string, number>): number {
  let found = 0;
  categories.forEach((text, place) => {
    if (wordless[place] === 1) found += counts.get(text) ?? 0;
  });
  return found;
}

/** Texts by their codes, and the descriptors of each distinct one. */
interface CodedTexts {
  readonly codes: Int32Array;
  readonly described: DescribedTexts;
  /** Of every row. */
  readonly windows?: TimeWindows | undefined;
}

/** The descriptor of every row that has it, and those rows' windows. O(rows). */
export function rowsOfDescriptor(name: TextDescriptorName, { codes, described, windows }: CodedTexts): DescribedColumn {
  const rows = new Float64Array(codes.length);
  const ofRow = new Int32Array(windows?.ofRow.length ?? 0);
  let count = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    const value = code < 0 ? NaN : (described[name][code] as number);
    if (Number.isNaN(value)) continue;
    rows[count] = value;
    if (row < ofRow.length) ofRow[count] = windows?.ofRow[row] as number;
    count++;
  }
  const values = rows.slice(0, count);
  const column: NumericColumn = { name, storage: 'numbers', kind: kindOfDescriptor(name), values, missing: 0 };
  return windows === undefined ? { column } : { column, windows: { ...windows, ofRow: ofRow.subarray(0, count) } };
}
