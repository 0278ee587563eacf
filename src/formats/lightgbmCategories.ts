import { type DocumentValue, listOf } from './documentValue';
import { parseJsonDocument } from './jsonDocument';

/** Which features are categorical, and their labels by code where the file tells. */
interface LightgbmCategories {
  readonly isCategorical: readonly boolean[];
  readonly categories: readonly (readonly string[] | null)[];
}

/**
 * Reads the categorical features from `feature_infos` ("0:1:2" for one, "[min:max]" for numbers, "none" for a feature
 * that no tree uses), and their labels from the line `pandas_categorical:` that LightGBM's Python package adds. That line
 * lists the labels of the data frame's category columns in their order, but not which columns they are: labels are
 * given only where one reading is possible.
 *
 * @param textInputs whether the model's signature says that a feature is text; null without a signature.
 */
export function lightgbmCategories(
  infos: readonly string[],
  pandasCategorical: string | null,
  textInputs: readonly boolean[] | null,
): LightgbmCategories {
  const isCategorical = infos.map(info => /^-?\d+(:-?\d+)*$/.test(info));
  const unused = infos.map(info => info === 'none');
  const lists = pandasCategorical === null ? [] : listOf(parseJsonDocument(pandasCategorical));
  const readings = [isCategorical, isCategorical.map((categorical, feature) => categorical || unused[feature] === true), textInputs ?? []];
  const owners = readings.find(reading => reading.filter(Boolean).length === lists.length);
  const none = infos.map(() => null);
  if (lists.length === 0 || owners === undefined) return { isCategorical, categories: none };
  let next = 0;
  return { isCategorical, categories: infos.map((_, feature) => (owners[feature] === true ? listOf(lists[next++]).map(labelOf) : null)) };
}

/** A label as pandas prints the value. */
function labelOf(value: DocumentValue): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}
