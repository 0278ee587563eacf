/** Probabilities are kept this far from 0 and 1, as scikit-learn does for doubles. */
const LEAST = Number.EPSILON;

/**
 * The loss of each row: −ln of the probability that its own class was given, kept within [ε, 1 − ε]. Their mean is
 * scikit-learn 1.9's `log_loss`. O(rows).
 * @param probabilities one array a class.
 */
export function logLossTerms(labels: Int32Array, probabilities: readonly Float64Array[]): Float64Array {
  return Float64Array.from(labels, (label, row) => {
    const probability = probabilities[label]?.[row] ?? NaN;
    return -Math.log(Math.min(1 - LEAST, Math.max(LEAST, probability)));
  });
}
