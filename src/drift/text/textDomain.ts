import { rankRows } from '../../numeric/rankedRows';
import { rocAuc } from '../../numeric/rocAuc';
import { SeededRandom } from '../../numeric/seededRandom';
import { learnClassifier, scoreRows } from './sparseClassifier';
import { Tfidf } from './tfidf';

const SEED = 42;
const SHOWN_WORDS = 25;
const SHOWN_TEXTS = 10;
/** Examples are cut to this many characters. */
const SHOWN_LENGTH = 300;

/** How well a classifier tells current texts from reference texts, on texts that it has not learned from. */
export interface TextDomain {
  /** The area under its ROC curve: 0.5 is a guess, 1 means that every text betrays its side. */
  readonly auc: number;
  /** Texts of each side that it was judged on. */
  readonly judged: { readonly reference: number; readonly current: number };
  /** What is characteristic of each side, the most telling first. */
  readonly words: { readonly reference: readonly string[]; readonly current: readonly string[] };
  readonly examples: { readonly reference: readonly string[]; readonly current: readonly string[] };
}

/**
 * "Can the sides be told apart by their words?" Half of the texts, chosen by NumPy's RandomState(42), teach a classifier of
 * TF-IDF weights, the other half judges it: Evidently 0.7's domain classifier, with the same split and the same steps.
 * A sentence where there is nothing to learn from. O(characters + 50 × words).
 */
export function compareTexts(reference: readonly string[], current: readonly string[]): TextDomain | { readonly reason: string } {
  const { learned, judged } = split(reference, current);
  for (const half of [learned, judged]) {
    const currents = half.isCurrent.reduce((sum, each) => sum + each, 0);
    if (currents === 0 || currents === half.texts.length) return { reason: 'There are too few texts to learn from and to judge by.' };
  }
  const weights = new Tfidf(learned.texts);
  if (weights.words.length === 0) return { reason: 'The texts have no words to tell them apart by, beside stop words and common ones.' };
  const classifier = learnClassifier(weights.rows, learned.isCurrent, weights.words.length);
  const scores = scoreRows(weights.rowsOf(judged.texts), classifier);
  const currents = judged.isCurrent.reduce((sum, each) => sum + each, 0);
  return {
    auc: aucOf(scores, judged.isCurrent),
    judged: { reference: judged.texts.length - currents, current: currents },
    words: {
      reference: typicalWords(weights.words, classifier.weights, -1),
      current: typicalWords(weights.words, classifier.weights, 1),
    },
    examples: { reference: typicalTexts(judged, scores, 0), current: typicalTexts(judged, scores, 1) },
  };
}

interface Half {
  readonly texts: readonly string[];
  readonly isCurrent: Uint8Array;
}

function split(reference: readonly string[], current: readonly string[]): { readonly learned: Half; readonly judged: Half } {
  const size = reference.length + current.length;
  const order = new SeededRandom(SEED).permutation(size);
  const half = (rows: Int32Array): Half => ({
    texts: Array.from(rows, row => reference[row] ?? current[row - reference.length] ?? ''),
    isCurrent: Uint8Array.from(rows, row => (row < reference.length ? 0 : 1)),
  });
  const judged = Math.ceil(size / 2);
  return { judged: half(order.subarray(0, judged)), learned: half(order.subarray(judged)) };
}

/** The classifier's probabilities are cut at 0 and 1: scores beyond ±1 are ties. */
function aucOf(scores: Float64Array, isCurrent: Uint8Array): number {
  const cut = scores.map(score => Math.max(-1, Math.min(1, score)));
  return rocAuc(
    rankRows(cut, row => isCurrent[row] === 1),
    null,
  );
}

function typicalWords(words: readonly string[], weights: Float64Array, sign: 1 | -1): readonly string[] {
  const telling = words.map((word, feature) => ({ word, weight: sign * (weights[feature] as number) })).filter(({ weight }) => weight > 0);
  return telling
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, SHOWN_WORDS)
    .map(({ word }) => word);
}

function typicalTexts({ texts, isCurrent }: Half, scores: Float64Array, side: 0 | 1): readonly string[] {
  const sign = side === 1 ? -1 : 1;
  const own = texts.map((text, row) => ({ text, score: sign * (scores[row] as number) })).filter((_, row) => isCurrent[row] === side);
  return own
    .toSorted((a, b) => a.score - b.score)
    .slice(0, SHOWN_TEXTS)
    .map(({ text }) => text.slice(0, SHOWN_LENGTH));
}
