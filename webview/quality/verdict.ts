import { type QualityOutcome, type QualityReport, type QualityValue } from '../../src/quality/contract';
import { countOf } from '../../src/base/countOf';
import { formatNumber } from '../kit/format';
import { type IconName } from '../kit/icon';
import { metricName } from './metricWords';

/** The verdict in one or two sentences: what was measured, and what is estimated where labels are missing. */
export function qualityVerdict(report: QualityReport): string {
  return [measuredWords(report), estimatedWords(report)].filter(text => text !== null).join(' ');
}

export function verdictIcon({ verdict, estimate }: QualityReport): IconName {
  if (verdict.outcome === 'worse') return 'warning';
  if (verdict.outcome !== 'unknown') return 'check';
  return (estimate?.outside[verdict.metric] ?? 0) > 0 ? 'warning' : 'question';
}

/** Signs and words of an outcome. */
export const outcomes: Readonly<Record<QualityOutcome, { readonly icon: IconName; readonly word: string }>> = {
  worse: { icon: 'warning', word: 'worse' },
  better: { icon: 'check', word: 'better' },
  same: { icon: 'check', word: 'within chance' },
  unknown: { icon: 'question', word: 'cannot be said' },
};

/** "0.8123 (0.7901 to 0.8312)". */
export function intervalWords({ value, low, high }: QualityValue): string {
  if (value === null) return '–';
  return low === null || high === null ? formatNumber(value) : `${formatNumber(value)} (${formatNumber(low)} to ${formatNumber(high)})`;
}

function measuredWords({ verdict, metrics, rows }: QualityReport): string {
  const name = metricName(verdict.metric);
  const row = metrics.find(({ metric }) => metric === verdict.metric);
  if (rows.current.labelled === 0) return `The current data has no labels, so ${name} is not measured there.`;
  if (row === undefined || verdict.outcome === 'unknown') return `${name} cannot be compared: ${row?.note ?? 'too few rows.'}`;
  const values = `from ${intervalWords(row.reference)} to ${intervalWords(row.current)}`;
  if (verdict.outcome === 'worse') return `Worse: ${name} went ${values}.`;
  if (verdict.outcome === 'better') return `Better: ${name} went ${values}.`;
  return `No worse than chance explains: ${name} went ${values}.`;
}

function estimatedWords({ verdict, estimate }: QualityReport): string | null {
  const outside = estimate?.outside[verdict.metric];
  if (estimate === null || outside === undefined) return null;
  return `Estimated without labels, ${outside} of ${countOf(estimate.windows, 'window')} lie outside the reference’s band.`;
}
