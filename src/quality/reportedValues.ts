import { type Statistics } from '../numeric/bootstrapIntervals';
import { type QualityMetric } from './contract';

/** The statistics as a report holds them. */
export function reportedValues(metrics: readonly QualityMetric[], statistics: Statistics): Record<string, number | null> {
  return Object.fromEntries(metrics.map(metric => [metric, finiteOrNull(statistics[metric])]));
}

/** A value that is not finite is absent. */
export function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
