import { englishStopWords } from './englishStopWords';

/** Runs of at least two letters, digits or underscores of any script. */
const WORD = /[\p{L}\p{N}_]{2,}/gu;

/** The words of a text in lower case, without English stop words: as scikit-learn's `TfidfVectorizer(stop_words="english")` finds them. */
export function wordsOf(text: string): readonly string[] {
  return (text.toLowerCase().match(WORD) ?? []).filter(word => !englishStopWords.has(word));
}
