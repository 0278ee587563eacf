import { type ColumnRules } from '../columnRules';

/** Whether a test may read ranks, which take time of their own: Evidently's defaults need none. */
export function needsRanks(rules: ColumnRules | undefined): boolean {
  return rules !== undefined && (rules.profile === 'strict' || Object.keys(rules.methods).length > 0);
}
