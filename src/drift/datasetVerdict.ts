import { type DriftColumn, type DriftReport } from './contract';

/** The share of drifted columns from which the dataset has drifted, inclusive. */
const THRESHOLD = 0.5;

/**
 * The verdict over the features, from those that could be tested. It is left open (null) where none could, or where the
 * features that were left out could turn it, whatever they are: those without a verdict are among these.
 */
export function datasetVerdict(rows: readonly DriftColumn[]): DriftReport['dataset'] {
  const features = rows.filter(row => row.role === 'feature');
  const columns = features.filter(row => row.status === 'ok' && row.drifted !== null).length;
  const driftedColumns = features.filter(row => row.drifted === true).length;
  const skipped = features.length - columns;
  const counts = { threshold: THRESHOLD, columns, driftedColumns, skipped };
  if (columns === 0) return { drifted: null, share: null, ...counts };
  const share = driftedColumns / columns;
  const atLeast = driftedColumns / (columns + skipped) >= THRESHOLD;
  const atMost = (driftedColumns + skipped) / (columns + skipped) >= THRESHOLD;
  return { drifted: atLeast === atMost ? share >= THRESHOLD : null, share, ...counts };
}
