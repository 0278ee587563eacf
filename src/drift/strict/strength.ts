import { type StrictVerdict } from '../contract';
import { severity } from '../severity';

/** How far both the p-value and the effect are past their thresholds: the weaker of the two. From 1 on it is drift. */
export function strength({ adjustedP, effect }: Pick<StrictVerdict, 'adjustedP' | 'effect'>, threshold: number): number {
  const significance = severity('ks', adjustedP, threshold);
  return Math.min(significance === 'Infinity' || significance === null ? Infinity : significance, effect.value / effect.threshold);
}
