/**
 * The squared error of each row's probabilities, summed over the classes, and halved where there are two. Their mean is
 * scikit-learn 1.9's `brier_score_loss` (`scale_by_half="auto"`). O(rows × classes).
 * @param probabilities one array a class.
 */
export function brierTerms(labels: Int32Array, probabilities: readonly Float64Array[]): Float64Array {
  const scale = probabilities.length < 3 ? 0.5 : 1;
  return Float64Array.from(labels, (label, row) => {
    let sum = 0;
    for (let index = 0; index < probabilities.length; index++) {
      const error = (label === index ? 1 : 0) - (probabilities[index]?.[row] ?? NaN);
      sum += error * error;
    }
    return scale * sum;
  });
}
