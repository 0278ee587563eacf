import { normalTwoSidedSurvival } from './normalSurvival';

/** Beyond it the share is 0 or 1 in doubles. */
const FURTHEST = 40;
const HALVINGS = 80;

/**
 * Below which value a standard normal lies with probability `share`, 0 < share < 1: SciPy's `norm.ppf`. By halving, to
 * the accuracy of the survival function. Constant cost.
 */
export function normalQuantile(share: number): number {
  const tail = 2 * Math.min(share, 1 - share);
  let [low, high] = [0, FURTHEST];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (normalTwoSidedSurvival(middle) > tail) low = middle;
    else high = middle;
  }
  return share < 0.5 ? -low : low;
}
