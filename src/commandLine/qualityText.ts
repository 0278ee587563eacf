import { type QualityMetric, type QualityReport, type QualityRow, type QualityRows, type QualityValue } from '../quality/contract';
import { counted, shortNumber, table, visible } from './plainText';

/** A quality report as text: verdict, every metric on both sides, the windows of the verdict's metric, what was noticed. */
export function qualityText(report: QualityReport): string {
  const { metric } = report.verdict;
  return [
    verdictLine(report),
    `reference ${rowsWords(report.rows.reference)}; current ${rowsWords(report.rows.current)}; ${shortNumber(report.tookMs / 1000)} s`,
    '',
    table(['METRIC', 'REFERENCE', 'CURRENT', 'DIFFERENCE', 'VERDICT', 'NOTE'], report.metrics.map(row)),
    '',
    table(['SIDE', 'WINDOW', 'ROWS', metric.toUpperCase(), 'ESTIMATED'], windowRows(report, metric)),
    ...bandLine(report, metric),
    ...(report.estimate === null ? [] : ['', report.estimate.assumption]),
    ...report.notes.map(visible),
  ].join('\n');
}

const OUTCOMES = {
  worse: 'is worse in the current data',
  better: 'is better in the current data',
  same: 'differs by no more than chance',
  unknown: 'cannot be compared',
} as const;

function verdictLine({ verdict, metrics, estimate }: QualityReport): string {
  const of = metrics.find(({ metric }) => metric === verdict.metric);
  const numbers = of === undefined ? '' : `: ${interval(of.reference)} → ${interval(of.current)}`;
  const outside = estimate?.outside[verdict.metric];
  const estimated =
    estimate === null || outside === undefined ? '' : ` Estimated: ${outside} of ${counted(estimate.windows, 'window')} outside the band.`;
  return `${verdict.metric} ${OUTCOMES[verdict.outcome]}${numbers}.${estimated}`;
}

/** Between which values the windows are usual, where the reference has enough of them to say. */
function bandLine({ bands }: QualityReport, metric: QualityMetric): string[] {
  const band = bands[metric];
  return band === undefined ? [] : [`band of the reference: ${shortNumber(band.low)} to ${shortNumber(band.high)}`];
}

function rowsWords({ labelled, unlabelled, skipped }: QualityRows): string {
  return `${counted(labelled, 'row')} with a label, ${unlabelled} without, ${skipped} skipped`;
}

function row({ metric, reference, current, difference, outcome, note }: QualityRow): string[] {
  return [metric, interval(reference), interval(current), interval(difference), outcome, note ?? ''];
}

function windowRows({ windows }: QualityReport, metric: QualityMetric): string[][] {
  return windows.map(({ side, name, rows, values, estimated }) => [
    side,
    name,
    String(rows),
    interval(values[metric] ?? { value: null, low: null, high: null }),
    shortNumber(estimated[metric]),
  ]);
}

function interval({ value, low, high }: QualityValue): string {
  return low === null || high === null ? shortNumber(value) : `${shortNumber(value)} (${shortNumber(low)} to ${shortNumber(high)})`;
}
