import { type CountedTexts, WordCounts } from './wordCounts';

/** Rows of a sparse matrix: the values of row r are at starts[r] … starts[r + 1]. */
export interface SparseRows {
  readonly starts: Int32Array;
  readonly features: Int32Array;
  readonly values: Float64Array;
}

/** A word in more than this share of the texts tells nothing. */
const MOST_COMMON = 0.5;
const NONE = -1;

/**
 * Weighs words by how often they are in a text and how rare they are among the texts that it was made of:
 * (1 + ln tf) · (ln((1 + n)/(1 + df)) + 1), each text of length 1. scikit-learn 1.9's
 * `TfidfVectorizer(sublinear_tf=True, max_df=0.5, stop_words="english")`.
 */
export class Tfidf {
  /** In alphabetical order, as the features are numbered. */
  readonly words: readonly string[];
  /** The texts that it was made of: their words in the order in which the first of them has each, as `fit_transform` has them. */
  readonly rows: SparseRows;
  private readonly counts = new WordCounts();
  /** By the word's number. */
  private readonly featureOf: Int32Array;
  private readonly rarity: Float64Array;

  /** @param texts that the words and their rarity are taken from. O(characters). */
  constructor(texts: readonly string[]) {
    const counted = this.counts.learn(texts);
    const textsWith = new Int32Array(this.counts.words.length);
    for (const number of counted.numbers) textsWith[number] = (textsWith[number] as number) + 1;
    const kept = this.counts.words
      .map((word, number) => ({ word, number, texts: textsWith[number] as number }))
      .filter(each => each.texts <= MOST_COMMON * texts.length)
      .sort((a, b) => (a.word < b.word ? -1 : 1));
    this.words = kept.map(({ word }) => word);
    this.rarity = Float64Array.from(kept, each => Math.log((1 + texts.length) / (1 + each.texts)) + 1);
    this.featureOf = new Int32Array(textsWith.length).fill(NONE);
    for (const [feature, { number }] of kept.entries()) this.featureOf[number] = feature;
    this.rows = this.weigh(counted, 'number');
  }

  /** Words that it does not know are left out; a text of such words alone is a row of nothing. O(characters). */
  rowsOf(texts: readonly string[]): SparseRows {
    return this.weigh(this.counts.count(texts), 'feature');
  }

  /** @param order of the words in a row, which tells in which one sums are added up */
  private weigh({ starts, numbers, counts }: CountedTexts, order: 'number' | 'feature'): SparseRows {
    const weighed = {
      starts: new Int32Array(starts.length),
      features: new Int32Array(numbers.length),
      values: new Float64Array(numbers.length),
    };
    const countOf = new Int32Array(this.words.length);
    let end = 0;
    for (let row = 0; row + 1 < starts.length; row++) {
      const begin = end;
      for (let k = starts[row] as number; k < (starts[row + 1] as number); k++) {
        const number = numbers[k] as number;
        const feature = this.featureOf[number] as number;
        if (feature === NONE) continue;
        countOf[feature] = counts[k] as number;
        weighed.features[end++] = number;
      }
      weighed.starts[row + 1] = end;
      const features = weighed.features.subarray(begin, end);
      this.nameFeatures(features, order);
      this.weighRow(features, weighed.values.subarray(begin, end), countOf);
    }
    return { ...weighed, features: weighed.features.subarray(0, end), values: weighed.values.subarray(0, end) };
  }

  /** Puts features in the place of the words' numbers. */
  private nameFeatures(row: Int32Array, order: 'number' | 'feature'): void {
    if (order === 'number') row.sort();
    for (let k = 0; k < row.length; k++) row[k] = this.featureOf[row[k] as number] as number;
    if (order === 'feature') row.sort();
  }

  private weighRow(features: Int32Array, values: Float64Array, countOf: Int32Array): void {
    let squares = 0;
    for (let k = 0; k < features.length; k++) {
      const feature = features[k] as number;
      const value = (1 + Math.log(countOf[feature] as number)) * (this.rarity[feature] as number);
      values[k] = value;
      squares += value * value;
    }
    const length = Math.sqrt(squares);
    for (let k = 0; k < values.length; k++) values[k] = (values[k] as number) / length;
  }
}
