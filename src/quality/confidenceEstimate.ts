import { heightAt, isotonicRegression, type RisingCurve } from '../numeric/isotonicRegression';
import { accuracyScore } from '../numeric/accuracyScore';
import { type Statistics } from '../numeric/bootstrapIntervals';
import { averageOverClasses } from '../numeric/confusionMatrix';
import { expectedRocAuc } from '../numeric/expectedRocAuc';
import { f1Score } from '../numeric/f1Score';
import { precisionScore } from '../numeric/precisionScore';
import { recallScore } from '../numeric/recallScore';
import { specificityScore } from '../numeric/specificityScore';
import { type QualityMetric } from './contract';
import { needsCalibration } from './needsCalibration';
import { type ClassifiedRows } from './qualityRows';

/** The metrics that can be estimated without labels. */
export const ESTIMATED: readonly QualityMetric[] = ['accuracy', 'precision', 'recall', 'f1', 'specificity', 'roc_auc'];

/** What has to hold for an estimate, for the reader. */
export const ASSUMPTION =
  'The estimate holds if P(y|x) is unchanged: rows that look alike come true as often as in the reference data. It sees what a change of the inputs does to quality; it cannot see concept drift.';

/** Says from predictions and probabilities alone how good they are likely to be. */
export interface ConfidenceEstimator {
  /** One a class that is looked at: of two only the positive one. */
  readonly calibrated: readonly boolean[];
  readonly estimate: (rows: ClassifiedRows) => Statistics;
}

/**
 * Confidence-based performance estimation (CBPE), as NannyML 0.13.1 does it: probabilities are calibrated on the
 * reference where that makes them truer, and then say how many rows of each class are to be expected behind each
 * prediction. O(n log n) in the reference rows.
 * @param reference labelled rows with probabilities, in the order of their file: the trial of the calibration depends on it.
 */
export function confidenceEstimator(reference: ClassifiedRows): ConfidenceEstimator {
  const { task, labels } = reference;
  const curves = (reference.probabilities ?? []).map((scores, index) => {
    if (task === 'binary' && index === 0) return null;
    const positive = Uint8Array.from(labels, label => (label === index ? 1 : 0));
    return needsCalibration(scores, positive) ? isotonicRegression(scores, positive) : null;
  });
  return {
    calibrated: (task === 'binary' ? curves.slice(1) : curves).map(curve => curve !== null),
    estimate: rows => estimate(rows, curves),
  };
}

function estimate(rows: ClassifiedRows, curves: readonly (RisingCurve | null)[]): Statistics {
  const { task, predicted, classes } = rows;
  const raw = rows.probabilities ?? [];
  const expected = calibrate(task, raw, curves);
  const cells = new Float64Array(classes.length ** 2);
  expected.forEach((probability, label) => {
    for (let row = 0; row < predicted.length; row++) {
      const cell = label * classes.length + (predicted[row] as number);
      cells[cell] = (cells[cell] as number) + (probability[row] as number);
    }
  });
  const matrix = { classes: classes.length, cells };
  const positive = task === 'binary' ? 1 : null;
  const areas = expected.flatMap((probability, index) =>
    task === 'binary' && index === 0 ? [] : [expectedRocAuc(probability, raw[index] ?? probability)],
  );
  return {
    accuracy: accuracyScore(matrix),
    precision: averageOverClasses(matrix, positive, precisionScore),
    recall: averageOverClasses(matrix, positive, recallScore),
    f1: averageOverClasses(matrix, positive, f1Score),
    specificity: averageOverClasses(matrix, positive, specificityScore),
    roc_auc: areas.reduce((sum, area) => sum + area, 0) / areas.length,
  };
}

/** Of several classes the calibrated probabilities are scaled to sum to 1; where all are 0, each class is as likely. */
function calibrate(
  task: ClassifiedRows['task'],
  raw: readonly Float64Array[],
  curves: readonly (RisingCurve | null)[],
): readonly Float64Array[] {
  const calibrated = raw.map((scores, index) => {
    const curve = curves[index] ?? null;
    return curve === null ? scores.slice() : scores.map(score => heightAt(curve, score));
  });
  if (task === 'binary') {
    const positive = calibrated[1] ?? new Float64Array();
    return [positive.map(probability => 1 - probability), positive];
  }
  for (let row = 0; row < (raw[0]?.length ?? 0); row++) {
    const total = calibrated.reduce((sum, scores) => sum + (scores[row] as number), 0);
    for (const scores of calibrated) scores[row] = total === 0 ? 1 / calibrated.length : (scores[row] as number) / total;
  }
  return calibrated;
}
