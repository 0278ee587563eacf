import { englishStopWords } from './englishStopWords';
import { eachWord } from './words';

/** The number of a word that is not counted. */
const NONE = -1;

/** The words of texts: those of text t are at starts[t] … starts[t + 1], each once with how often it is there. */
export interface CountedTexts {
  readonly starts: Int32Array;
  /** Words by their numbers. */
  readonly numbers: Int32Array;
  readonly counts: Int32Array;
}

/**
 * Numbers words in the order of their first appearance and counts them, text by text. English stop words are left out, as by
 * scikit-learn's `stop_words="english"`.
 */
export class WordCounts {
  /** By number. */
  readonly words: string[] = [];
  private readonly numberOf = new Map<string, number>(Array.from(englishStopWords, word => [word, NONE]));
  /** By number: the place of its count where the present text has it already, which is from `begin` on. */
  private readonly placeOf: number[] = [];
  private numbers: number[] = [];
  private counts: number[] = [];
  private begin = 0;

  /** Counts words that get a number if they have none. O(characters). */
  learn(texts: readonly string[]): CountedTexts {
    return this.countAll(texts, word => {
      this.add(this.numberOf.get(word) ?? this.name(word));
    });
  }

  /** Counts words that have a number. O(characters). */
  count(texts: readonly string[]): CountedTexts {
    return this.countAll(texts, word => {
      this.add(this.numberOf.get(word) ?? NONE);
    });
  }

  private countAll(texts: readonly string[], visit: (word: string) => void): CountedTexts {
    const starts = new Int32Array(texts.length + 1);
    [this.numbers, this.counts, this.begin] = [[], [], 0];
    this.placeOf.fill(NONE);
    texts.forEach((text, row) => {
      eachWord(text, visit);
      starts[row + 1] = this.begin = this.numbers.length;
    });
    return { starts, numbers: new Int32Array(this.numbers), counts: new Int32Array(this.counts) };
  }

  private name(word: string): number {
    const number = this.words.push(word) - 1;
    this.numberOf.set(word, number);
    this.placeOf.push(NONE);
    return number;
  }

  private add(number: number): void {
    if (number === NONE) return;
    const place = this.placeOf[number] as number;
    if (place >= this.begin) this.counts[place] = (this.counts[place] as number) + 1;
    else {
      this.placeOf[number] = this.numbers.push(number) - 1;
      this.counts.push(1);
    }
  }
}
