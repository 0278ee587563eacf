import { type QualityBand, type QualityMetric, type QualityWindow } from './contract';
import { METRICS } from './qualityMetrics';
import { type QualityData } from './qualityRows';

/** A window and what its band needs to know of it. */
export interface MeasuredWindow {
  readonly window: QualityWindow;
  /** Whether all labels, or all predictions, are one class: NannyML then leaves precision, recall, F1 and specificity out. */
  readonly oneSided: boolean;
}

const NEEDS_BOTH: readonly QualityMetric[] = ['precision', 'recall', 'f1', 'specificity'];

/**
 * Where a metric of a window is expected: mean ± 3 population standard deviations of the reference's windows, cut to
 * what the metric can be. NannyML 0.13.1's default threshold. Null without two windows that have a value.
 */
export function windowBand(metric: QualityMetric, windows: readonly MeasuredWindow[]): QualityBand | null {
  const counted = windows.filter(({ window, oneSided }) => window.side === 'reference' && !(oneSided && NEEDS_BOTH.includes(metric)));
  const values = counted.flatMap(({ window }) => window.values[metric]?.value ?? []);
  if (values.length < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const { least, most } = METRICS[metric];
  return { mean, low: Math.max(least, mean - 3 * deviation), high: Math.min(most, mean + 3 * deviation) };
}

export function isOneSided(data: QualityData): boolean {
  if (data.task === 'regression') return false;
  return [data.labels, data.predicted].some(codes => codes.every(code => code === codes[0]));
}

/** How many of the current data's estimates lie outside the band. */
export function outsideBand(metric: QualityMetric, windows: readonly QualityWindow[], band: QualityBand): number {
  return windows.filter(({ side, estimated }) => {
    const value = estimated[metric] ?? null;
    return side === 'current' && value !== null && (value < band.low || value > band.high);
  }).length;
}
