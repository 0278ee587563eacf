import { type QualityBand, type QualityMetric, type QualityWindow } from './contract';
import { METRICS } from './qualityMetrics';
import { type QualityData } from './qualityRows';

/** A window and what its band needs to know of it. */
export interface MeasuredWindow {
  readonly window: QualityWindow;
  /** Metrics that count for no band here. */
  readonly leftOut: readonly QualityMetric[];
}

/**
 * Where a metric of a window is expected: mean ± 3 population standard deviations of the reference's windows, cut to
 * what the metric can be. NannyML 0.13.1's default threshold. Null without two windows that have a value.
 */
export function windowBand(metric: QualityMetric, windows: readonly MeasuredWindow[]): QualityBand | null {
  const counted = windows.filter(({ window, leftOut }) => window.side === 'reference' && !leftOut.includes(metric));
  const values = counted.flatMap(({ window }) => window.values[metric]?.value ?? []);
  if (values.length < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const { least, most } = METRICS[metric];
  return { mean, low: Math.max(least, mean - 3 * deviation), high: Math.min(most, mean + 3 * deviation) };
}

/**
 * The metrics of labelled rows that NannyML leaves out of its bands: where all labels, or all predictions, are one class;
 * of two classes the specificity only where no row is negative. O(rows).
 */
export function leftOutOfBands(data: QualityData): readonly QualityMetric[] {
  if (data.task === 'regression') return [];
  const oneSided = [data.labels, data.predicted].some(codes => codes.every(code => code === codes[0]));
  if (data.task === 'multiclass') return oneSided ? ['accuracy', 'precision', 'recall', 'f1', 'specificity'] : [];
  const specificity: readonly QualityMetric[] = data.labels.includes(0) ? [] : ['specificity'];
  return oneSided ? ['precision', 'recall', 'f1', ...specificity] : specificity;
}

/** How many of the current data's estimates lie outside the band. */
export function outsideBand(metric: QualityMetric, windows: readonly QualityWindow[], band: QualityBand): number {
  return windows.filter(({ side, estimated }) => {
    const value = estimated[metric] ?? null;
    return side === 'current' && value !== null && (value < band.low || value > band.high);
  }).length;
}
