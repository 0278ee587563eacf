import { type DocumentValue, listOf, member, memberAt, numbersOf } from './documentValue';

/**
 * The category labels that XGBoost ≥ 3.1 keeps from training (`gradient_booster.model.cats`), by feature; null where a
 * feature has none. Integer categories become their decimal text. Names are stored as bytes with offsets; XGBoost 3.2
 * counts characters for the offsets, so names outside ASCII come back damaged: such a feature has no labels here.
 */
export function xgboostCategories(model: DocumentValue | undefined, featureCount: number): (readonly string[] | null)[] {
  const encodings = listOf(memberAt(model, 'cats', 'enc'));
  return Array.from({ length: featureCount }, (_, feature) => labelsOf(encodings[feature]));
}

function labelsOf(encoding: DocumentValue | undefined): readonly string[] | null {
  const values = numbersOf(member(encoding, 'values'), 'category values');
  if (values === null || values.length === 0) return null;
  const offsets = numbersOf(member(encoding, 'offsets'), 'category offsets');
  return offsets === null ? Array.from(values, String) : names(Uint8Array.from(values), offsets);
}

function names(bytes: Uint8Array, offsets: ArrayLike<number>): readonly string[] | null {
  if (bytes.some(byte => byte > 127)) return null;
  const decoder = new TextDecoder();
  return Array.from({ length: offsets.length - 1 }, (_, index) => decoder.decode(bytes.subarray(offsets[index], offsets[index + 1])));
}
