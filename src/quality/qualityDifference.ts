import { percentileInterval, type Replicates, type Statistics } from '../numeric/bootstrapIntervals';
import { type QualityMetric, type QualityOutcome, type QualityRow, type QualityValue } from './contract';
import { METRICS } from './qualityMetrics';
import { finiteOrNull } from './reportedValues';

/** The statistics of a set of rows and their bootstrap rounds. */
export interface Measured {
  readonly statistics: Statistics;
  readonly replicates: Replicates;
}

/** A metric with its interval. */
export function measuredValue({ statistics, replicates }: Measured, metric: QualityMetric): QualityValue {
  return withInterval(statistics[metric], replicates.get(metric));
}

/** A metric on both sides, how it moved, and whether that is more than chance. @param current null: without labels. */
export function qualityDifference(
  metric: QualityMetric,
  reference: Measured,
  current: Measured | null,
): Pick<QualityRow, 'reference' | 'current' | 'difference' | 'outcome'> {
  const before = measuredValue(reference, metric);
  if (current === null) return { reference: before, current: ABSENT, difference: ABSENT, outcome: 'unknown' };
  const [first, second] = [reference.replicates.get(metric), current.replicates.get(metric)];
  const rounds = first && second && second.map((value, round) => value - (first[round] as number));
  const moved = (current.statistics[metric] ?? NaN) - (reference.statistics[metric] ?? NaN);
  return {
    reference: before,
    current: measuredValue(current, metric),
    difference: withInterval(moved, rounds),
    outcome: outcome(metric, first, second),
  };
}

const ABSENT: QualityValue = { value: null, low: null, high: null };

function withInterval(value: number | undefined, rounds: Float64Array | undefined): QualityValue {
  const interval = rounds === undefined ? null : percentileInterval(rounds);
  return { value: finiteOrNull(value), low: interval?.low ?? null, high: interval?.high ?? null };
}

/** Of how much better the current side is in each round, whether the interval leaves 0 out. */
function outcome(metric: QualityMetric, first: Float64Array | undefined, second: Float64Array | undefined): QualityOutcome {
  if (first === undefined || second === undefined) return 'unknown';
  const { better } = METRICS[metric];
  const goodness = (value: number): number => (better === 'higher' ? value : better === 'lower' ? -value : -Math.abs(value));
  const interval = percentileInterval(second.map((value, round) => goodness(value) - goodness(first[round] as number)));
  if (interval === null) return 'unknown';
  return interval.high < 0 ? 'worse' : interval.low > 0 ? 'better' : 'same';
}
