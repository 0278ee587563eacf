import { WARNING_DETECTORS } from '../domain/detectorParameters';
import { type DetectedChange, type DetectReport } from '../detect/contract';
import { counted, shortNumber, table, visible } from './plainText';

/** What a detector said of a stream as text: how many changes, and each with the values on both sides. */
export function detectText(report: DetectReport): string {
  const { detections, values } = report.counts;
  const found = detections === 0 ? 'No change detected' : `${counted(detections, 'change')} detected`;
  const skipped = report.skipped === 0 ? '' : `, ${report.skipped} missing or infinite skipped`;
  const changes =
    detections === 0 ? [] : ['', table(['ROW', 'VALUE', 'WARNED FROM', 'MEAN BEFORE', 'MEAN AFTER'], report.changes.map(row))];
  return [
    `${found} in ${counted(values, 'value')} of ${visible(report.column)}${skipped}.`,
    `${setupLine(report)}, as river ${report.river}; ${warningsLine(report)}; ${shortNumber(report.tookMs / 1000)} s`,
    ...changes,
  ].join('\n');
}

function setupLine({ detector, parameters, seed }: DetectReport): string {
  const given = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  return [detector, ...given, ...(seed === null ? [] : [`seed=${seed}`])].join(' ');
}

function warningsLine({ detector, counts }: DetectReport): string {
  return WARNING_DETECTORS.includes(detector) ? counted(counts.warnings, 'warning') : 'it gives no warnings';
}

function row({ row, value, firstWarning, before, after }: DetectedChange): string[] {
  const warned = firstWarning === null ? '–' : String(firstWarning);
  return [String(row), shortNumber(value), warned, shortNumber(before.mean), shortNumber(after.mean)];
}
