import { type CalibrationBin } from './calibrationBins';

/**
 * How far probabilities are from what came true: the mean gap of the bins of a reliability curve, each weighed by its
 * rows (ECE; Naeini, Cooper, Hauskrecht 2015). scikit-learn has no function of it; over the bins of its
 * `calibration_curve` it is this sum. NaN without a row. O(bins).
 */
export function expectedCalibrationError(bins: readonly CalibrationBin[]): number {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  return bins.reduce(
    (sum, { count, predicted, observed }) => sum + (count / total) * Math.abs(observed - predicted),
    total === 0 ? NaN : 0,
  );
}
