import { roundHalfEven } from './roundHalfEven';

/**
 * The area under the ROC curve that probabilities lead one to expect without labels: rows in the order of their raw
 * score, each counting as its probability of one positive and the rest of a negative row. NannyML 0.13.1's
 * `estimate_roc_auc`, which rounds the cumulated sums to 5 decimals. NaN where one kind is not expected at all.
 * O(n log n).
 */
export function expectedRocAuc(probability: Float64Array, score: Float64Array): number {
  const order = Int32Array.from(score, (_, row) => row).sort((a, b) => (score[b] as number) - (score[a] as number));
  let [area, truePositives, rounded, roundedFalse] = [0, 0, 0, 0];
  for (let place = 0; place < order.length; place++) {
    truePositives += probability[order[place] as number] as number;
    const own = roundTo5(truePositives);
    const others = roundTo5(1 + place - truePositives);
    area += ((others - roundedFalse) * (own + rounded)) / 2;
    [rounded, roundedFalse] = [own, others];
  }
  return rounded === 0 || roundedFalse === 0 ? NaN : area / (rounded * roundedFalse);
}

function roundTo5(value: number): number {
  return roundHalfEven(value * 1e5) / 1e5;
}
