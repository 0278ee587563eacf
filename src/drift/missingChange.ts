import { type DriftColumn } from './contract';
import { twoProportionP } from './zTest';

const SIGNIFICANCE = 0.01;
/** A change of the rate below one percentage point is never flagged. */
const SMALLEST_CHANGE = 0.01;

/**
 * Whether the rate of missing values changed: two-proportion z-test at 0.01, and by at least one percentage point. A side without
 * rows, or without the column, has no rate.
 */
export function missingChange(
  reference: { rows: number; missing: number },
  current: { rows: number; missing: number },
): DriftColumn['missingChange'] {
  const from = reference.rows === 0 ? null : reference.missing / reference.rows;
  const to = current.rows === 0 ? null : current.missing / current.rows;
  if (from === null || to === null) return { from, to, flagged: false };
  const p = twoProportionP([reference.missing, reference.rows], [current.missing, current.rows]);
  // 0.02 - 0.01 is not quite 0.01 in binary; whole counts are compared instead.
  const gap = Math.abs(current.missing * reference.rows - reference.missing * current.rows);
  return { from, to, flagged: p < SIGNIFICANCE && gap >= SMALLEST_CHANGE * reference.rows * current.rows };
}
