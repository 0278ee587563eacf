import { wordsOf } from './words';

/** Rows of a sparse matrix: the values of row r are at starts[r] … starts[r + 1]. */
export interface SparseRows {
  readonly starts: Int32Array;
  readonly features: Int32Array;
  readonly values: Float64Array;
}

/** A word in more than this share of the texts tells nothing. */
const MOST_COMMON = 0.5;

/**
 * Weighs words by how often they are in a text and how rare they are among the texts that it was made of:
 * (1 + ln tf) · (ln((1 + n)/(1 + df)) + 1), each text of length 1. scikit-learn 1.9's
 * `TfidfVectorizer(sublinear_tf=True, max_df=0.5, stop_words="english")`.
 */
export class Tfidf {
  /** In alphabetical order, as the features are numbered. */
  readonly words: readonly string[];
  private readonly features: ReadonlyMap<string, number>;
  private readonly rarity: Float64Array;

  /** @param texts that the words and their rarity are taken from. O(characters). */
  constructor(texts: readonly string[]) {
    const counts = new Map<string, number>();
    for (const text of texts) for (const word of new Set(wordsOf(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
    this.words = [...counts.keys()].filter(word => (counts.get(word) ?? 0) <= MOST_COMMON * texts.length).sort();
    this.features = new Map(this.words.map((word, feature) => [word, feature]));
    this.rarity = Float64Array.from(this.words, word => Math.log((1 + texts.length) / (1 + (counts.get(word) ?? 0))) + 1);
  }

  /** Words that it does not know are left out; a text of such words alone is a row of nothing. O(characters). */
  rowsOf(texts: readonly string[]): SparseRows {
    const starts = new Int32Array(texts.length + 1);
    const features: number[] = [];
    const values: number[] = [];
    texts.forEach((text, row) => {
      for (const [feature, value] of this.rowOf(text)) {
        features.push(feature);
        values.push(value);
      }
      starts[row + 1] = features.length;
    });
    return { starts, features: Int32Array.from(features), values: Float64Array.from(values) };
  }

  private rowOf(text: string): readonly (readonly [feature: number, value: number])[] {
    const counts = new Map<number, number>();
    for (const word of wordsOf(text)) {
      const feature = this.features.get(word);
      if (feature !== undefined) counts.set(feature, (counts.get(feature) ?? 0) + 1);
    }
    const weighed = [...counts].map(([feature, count]) => [feature, (1 + Math.log(count)) * (this.rarity[feature] as number)] as const);
    weighed.sort(([a], [b]) => a - b);
    const length = Math.sqrt(weighed.reduce((sum, [, value]) => sum + value * value, 0));
    return weighed.map(([feature, value]) => [feature, value / length] as const);
  }
}
