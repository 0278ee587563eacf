import { type MetricTrend, type TrendVersion } from '../../src/versions/contract';
import { shortText } from '../kit/visibleText';

/** A version with its value of the chosen metric; null where it has none that can be drawn. */
export interface TrendPoint {
  readonly place: number;
  readonly version: TrendVersion;
  readonly value: number | null;
  /** From the last version before it that has a value. */
  readonly change: number | null;
}

/** Every metric that a version has, in alphabetical order. */
export function trendMetrics({ versions }: MetricTrend): readonly string[] {
  return [...new Set(versions.flatMap(({ metrics }) => Object.keys(metrics)))].sort();
}

export function trendPoints({ versions }: MetricTrend, metric: string): readonly TrendPoint[] {
  let before: number | null = null;
  return versions.map((version, place) => {
    const value = finiteValue(version, metric);
    const change = value === null || before === null ? null : value - before;
    before = value ?? before;
    return { place, version, value, change };
  });
}

/** Why versions are not in the plot, one sentence for each reason. */
export function missingWords({ versions }: MetricTrend, metric: string): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const version of versions) {
    const reason = whyMissing(version, metric);
    if (reason !== null) reasons.set(reason, [...(reasons.get(reason) ?? []), `v${version.version}`]);
  }
  return [...reasons].map(([reason, names]) => `${listed(names)}: ${reason}`);
}

function finiteValue({ metrics }: TrendVersion, metric: string): number | null {
  const value = Object.hasOwn(metrics, metric) ? Number(metrics[metric] ?? NaN) : NaN;
  return Number.isFinite(value) ? value : null;
}

function whyMissing(version: TrendVersion, metric: string): string | null {
  if (version.problem !== null) return version.problem;
  if (finiteValue(version, metric) !== null) return null;
  const value = Object.hasOwn(version.metrics, metric) ? version.metrics[metric] : undefined;
  return value === undefined ? `the run has no ${shortText(metric)}.` : `${shortText(metric)} is ${value}, which has no place in the plot.`;
}

/** Up to six by name. */
function listed(names: readonly string[]): string {
  return names.length <= 6 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;
}
