import { meanOf } from '../numeric/meanOf';
import { accuracyScore } from '../numeric/accuracyScore';
import { averagePrecision } from '../numeric/averagePrecision';
import { type Statistics } from '../numeric/bootstrapIntervals';
import { brierTerms } from '../numeric/brierScore';
import { calibrationBinner, calibrationBins, type CalibrationBin } from '../numeric/calibrationBins';
import { averageOverClasses, confusionMatrix } from '../numeric/confusionMatrix';
import { expectedCalibrationError } from '../numeric/expectedCalibrationError';
import { f1Score } from '../numeric/f1Score';
import { logLossTerms } from '../numeric/logLoss';
import { precisionScore } from '../numeric/precisionScore';
import { rankRows } from '../numeric/rankedRows';
import { recallScore } from '../numeric/recallScore';
import { rocAuc } from '../numeric/rocAuc';
import { type RowWeights } from '../numeric/rowWeights';
import { specificityScore } from '../numeric/specificityScore';
import { weightedMean } from '../numeric/weightedMean';
import { type ClassifiedRows } from './qualityRows';

const RELIABILITY_BINS = 10;

/**
 * What measures labelled rows of a classifier, as often as they are weighed: what needs no weights is prepared once.
 * With two classes scores are of the positive one, with more the plain mean over the classes, as scikit-learn's
 * `average="binary"` and `"macro"`. What needs probabilities is absent without them.
 */
export function classifierMeasure(rows: ClassifiedRows): (weights: RowWeights) => Statistics {
  const { task, classes, labels, predicted } = rows;
  const positive = task === 'binary' ? 1 : null;
  const ofProbabilities = probabilityMeasure(rows);
  return weights => {
    const matrix = confusionMatrix(labels, predicted, classes.length, weights);
    return {
      accuracy: accuracyScore(matrix),
      precision: averageOverClasses(matrix, positive, precisionScore),
      recall: averageOverClasses(matrix, positive, recallScore),
      f1: averageOverClasses(matrix, positive, f1Score),
      specificity: averageOverClasses(matrix, positive, specificityScore),
      ...ofProbabilities?.(weights),
    };
  };
}

/** The reliability curve of the positive class, or of several classes of the most probable one; null without probabilities. */
export function reliability(rows: ClassifiedRows, weights: RowWeights): CalibrationBin[] | null {
  const stated = statedProbability(rows);
  return stated === null ? null : calibrationBins(stated.probability, stated.came, RELIABILITY_BINS, weights);
}

function probabilityMeasure(rows: ClassifiedRows): ((weights: RowWeights) => Statistics) | null {
  const { task, labels, probabilities } = rows;
  const stated = statedProbability(rows);
  if (probabilities === null || stated === null) return null;
  const losses = logLossTerms(labels, probabilities);
  const errors = brierTerms(labels, probabilities);
  const ranked = probabilities
    .map((scores, index) => ({ scores, index }))
    .filter(({ index }) => task === 'multiclass' || index === 1)
    .map(({ scores, index }) => rankRows(scores, row => labels[row] === index));
  const binned = calibrationBinner(stated.probability, stated.came, RELIABILITY_BINS);
  return weights => ({
    roc_auc: meanOf(ranked.map(one => rocAuc(one, weights))),
    pr_auc: meanOf(ranked.map(one => averagePrecision(one, weights))),
    log_loss: weightedMean(losses, weights),
    brier: weightedMean(errors, weights),
    ece: expectedCalibrationError(binned(weights)),
  });
}

function statedProbability({ task, labels, probabilities }: ClassifiedRows): { probability: Float64Array; came: Uint8Array } | null {
  if (probabilities === null) return null;
  if (task === 'binary') {
    return { probability: probabilities[1] ?? new Float64Array(), came: Uint8Array.from(labels, label => (label === 1 ? 1 : 0)) };
  }
  const chosen = Int32Array.from(labels, (_, row) => mostProbable(probabilities, row));
  return {
    probability: Float64Array.from(chosen, (index, row) => probabilities[index]?.[row] ?? NaN),
    came: Uint8Array.from(chosen, (index, row) => (index === labels[row] ? 1 : 0)),
  };
}

/** The class with the greatest probability, the first of equal ones, as NumPy's `argmax`. */
export function mostProbable(probabilities: readonly Float64Array[], row: number): number {
  let best = 0;
  for (let index = 1; index < probabilities.length; index++) {
    if ((probabilities[index]?.[row] ?? NaN) > (probabilities[best]?.[row] ?? NaN)) best = index;
  }
  return best;
}
