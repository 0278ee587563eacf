import { rankRows } from '../../numeric/rankedRows';
import { rocAuc } from '../../numeric/rocAuc';
import { SeededRandom } from '../../numeric/seededRandom';
import { type EmbeddingPlan } from './embeddingPlan';
import { type EmbeddingScore, percentileOf, ROUNDS } from './embeddingScore';
import { type DenseClassifier, learnDenseClassifier } from './denseClassifier';
import { type VectorPair, type Vectors } from './vectors';

/** The bootstrap's threshold: so many of the guesses' AUCs lie below. */
const SHARE = 0.95;
const SPLIT_SEED = 42;

/**
 * "Can a classifier tell the sides apart?" Evidently's `model`: the ROC AUC, on half of all rows, of a logistic regression
 * that learned from the other half. Its bootstrap compares it with the AUCs of a hundred random guesses.
 * O(epochs × rows × dimensions).
 */
export function domainModel(pair: VectorPair, { bootstrap }: Pick<EmbeddingPlan, 'bootstrap'>): EmbeddingScore {
  const vectors = pair.both;
  const order = new SeededRandom(SPLIT_SEED).permutation(vectors.rows);
  const half = Math.ceil(vectors.rows / 2);
  const [judged, learned] = [order.subarray(0, half), order.subarray(half)];
  const labels = (rows: Int32Array): Uint8Array => Uint8Array.from(rows, row => (row < pair.reference.rows ? 1 : 0));
  const [ofJudged, ofLearned] = [labels(judged), labels(learned)];
  if ([ofJudged, ofLearned].some(isOneSided)) return { reason: 'There are too few rows to learn from and to judge by.' };
  const classifier = learnDenseClassifier(vectors, learned, ofLearned);
  const scores = classifier === null ? null : probabilities(vectors, judged, classifier);
  if (scores === null || scores.some(Number.isNaN))
    return { reason: 'The numbers are too large for the classifier to learn from: scale them first.' };
  const score = aucOf(scores, ofJudged);
  const inputs = [
    { name: 'rows learned from', value: learned.length },
    { name: 'rows judged', value: judged.length },
  ];
  if (!bootstrap) return { score, inputs };
  return { score, cutoff: guessesCutoff(ofJudged), inputs: [...inputs, { name: 'bootstrap rounds', value: ROUNDS }] };
}

function isOneSided(labels: Uint8Array): boolean {
  return labels.every(label => label === labels[0]);
}

/** Of the reference's side. Those of sure rows are 1, and tie: the score decides nothing between them. */
function probabilities({ values, dimensions }: Vectors, rows: Int32Array, { weights, intercept }: DenseClassifier): Float64Array {
  return Float64Array.from(rows, row => {
    let score = 0;
    for (let k = 0; k < dimensions; k++) score += (weights[k] as number) * (values[row * dimensions + k] as number);
    return 1 / (1 + Math.exp(-(score + intercept)));
  });
}

function guessesCutoff(labels: Uint8Array): number {
  const found = Float64Array.from({ length: ROUNDS }, (_, round) => {
    const random = new SeededRandom(round);
    return aucOf(
      Float64Array.from(labels, () => random.share()),
      labels,
    );
  });
  return percentileOf(found, SHARE);
}

function aucOf(scores: Float64Array, labels: Uint8Array): number {
  return rocAuc(
    rankRows(scores, row => labels[row] === 1),
    null,
  );
}
