import { detectPage, type DetectReport } from '../../src/detect/contract';
import { type Child, element } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { formatDuration } from '../kit/format';
import { icon } from '../kit/icon';
import { startReportPage } from '../kit/reportPage';
import { timeText } from '../kit/valueText';
import { fileName, visibleText } from '../kit/visibleText';
import './detect.css';
import { detectBody } from './detectBody';
import { detectHeading, detectorName, detectVerdict, warningWords } from './words';

startReportPage<DetectReport>(detectPage, {
  heading: detectHeading,
  verdict: report => element('span', {}, icon(report.counts.detections > 0 ? 'warning' : 'check'), ' ', detectVerdict(report)),
  facts,
  body: detectBody,
  identity: ({ made, tookMs, counts }) => JSON.stringify([made, tookMs, counts]),
});

function facts(report: DetectReport): readonly Child[] {
  const { data, skipped, river, detector, tookMs, made } = report;
  const [first, ...others] = data.files;
  return [
    first && element('bdi', { class: 'path', title: data.files.map(each => each.path).join('\n') }, visibleText(fileName(first.path))),
    others.length > 0 && `and ${countOf(others.length, 'more file')}`,
    `${detectorName(detector)} as river ${visibleText(river)}`,
    warningWords(report),
    skipped > 0 && `${countOf(skipped, 'missing or infinite value')} skipped`,
    `took ${formatDuration(tookMs)}`,
    element('span', {}, 'made ', timeText(made.at)),
  ].filter(fact => fact !== false && fact !== undefined);
}
