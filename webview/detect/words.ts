import { type DetectorName, WARNING_DETECTORS } from '../../src/domain/detectorParameters';
import { type DetectReport } from '../../src/detect/contract';
import { countOf } from '../../src/base/countOf';
import { formatCount, formatNumber } from '../kit/format';
import { shortText } from '../kit/visibleText';

const NAMES: Readonly<Record<DetectorName, string>> = {
  adwin: 'ADWIN',
  ddm: 'DDM',
  eddm: 'EDDM',
  hddm_a: 'HDDM-A',
  hddm_w: 'HDDM-W',
  page_hinkley: 'Page–Hinkley',
  kswin: 'KSWIN',
};

/** What the literature calls a detector. */
export function detectorName(detector: DetectorName): string {
  return NAMES[detector];
}

export function detectHeading({ column }: Pick<DetectReport, 'column'>): string {
  return `Concept drift in ${shortText(column)}`;
}

/** What was found, in one sentence. */
export function detectVerdict({ counts, changes }: Pick<DetectReport, 'counts' | 'changes'>): string {
  const [first] = changes;
  const values = countOf(counts.values, 'value');
  if (first === undefined) return `No change detected in ${values}.`;
  if (counts.detections > 1)
    return `${formatCount(counts.detections)} changes detected in ${values}, the first at row ${formatCount(first.row)}.`;
  const { before, after } = first;
  const means = after.mean === null ? '' : `: the mean is ${formatNumber(before.mean)} up to it, ${formatNumber(after.mean)} after it`;
  return `1 change detected in ${values}, at row ${formatCount(first.row)}${means}.`;
}

/** What warnings there were; for detectors without any, that. */
export function warningWords({ detector, counts }: Pick<DetectReport, 'detector' | 'counts'>): string {
  if (!WARNING_DETECTORS.includes(detector)) return `${detectorName(detector)} gives no warnings`;
  return countOf(counts.warnings, 'row with a warning', 'rows with a warning');
}

/** What the list leaves out, in words; null if nothing. */
export function notListed({ counts, changes }: Pick<DetectReport, 'counts' | 'changes'>): string | null {
  const left = counts.detections - changes.length;
  if (left === 0) return null;
  return `The first ${formatCount(changes.length)} are listed; the chart has the other ${formatCount(left)} too, and modelops detect lists them.`;
}
