import { byDescriptor } from '../../domain/byDescriptor';
import { type CategoryColumn } from '../../domain/column';
import { type CategorySample, takeSample } from '../sample';
import { describeTexts } from '../text/describeTexts';
import { rowsOfDescriptor, wordlessRows } from '../text/textSide';
import { columnOfProfile } from './columnOfProfile';
import { type CategoryProfile, type DescribedTextsProfile } from './dataProfile';
import { profileNumbers } from './profileNumbers';

/** The descriptors of all texts of a column, each as the profile of its numbers. O(characters + rows log rows). */
export function profileTextNumbers({ codes, categories, counts }: CategorySample): DescribedTextsProfile {
  const described = describeTexts(categories);
  return {
    numbers: byDescriptor(name => profileNumbers(rowsOfDescriptor(name, { codes, described }).column)),
    wordless: wordlessRows(described, categories, counts),
  };
}

/** The same of categories, which are texts too; undefined where some have no names. */
export function describeCategories(categories: CategoryProfile): DescribedTextsProfile | undefined {
  if (categories.pooled !== null) return undefined;
  const rows = categories.counts.reduce((sum, count) => sum + count, 0);
  const column = columnOfProfile({ name: '', fileType: 'VARCHAR', pandas: { dtype: 'str' }, missing: 0, values: categories }, rows);
  const sample = takeSample(column as CategoryColumn);
  return sample.storage === 'codes' ? profileTextNumbers(sample) : undefined;
}
