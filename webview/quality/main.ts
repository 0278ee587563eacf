import { type DatasetSide } from '../../src/drift/contract';
import { qualityPage, type QualityReport, type QualityRows } from '../../src/quality/contract';
import { type Child, element } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { formatCount, formatDuration } from '../kit/format';
import { icon } from '../kit/icon';
import { startReportPage } from '../kit/reportPage';
import { timeText } from '../kit/valueText';
import { fileName, visibleText } from '../kit/visibleText';
import './quality.css';
import { qualityBody } from './qualityBody';
import { qualityVerdict, verdictIcon } from './verdict';

startReportPage<QualityReport>(qualityPage, {
  heading: () => 'Model quality',
  verdict: report => element('span', {}, icon(verdictIcon(report)), ' ', visibleText(qualityVerdict(report))),
  facts: report => [
    sideFact('reference', report.reference, report.rows.reference),
    sideFact('current', report.current, report.rows.current),
    taskWords(report),
    `took ${formatDuration(report.tookMs)}`,
    report.made && element('span', {}, 'made ', timeText(report.made.at)),
  ],
  body: qualityBody,
  identity: report => JSON.stringify([report.made?.at, report.tookMs, report.verdict, report.reference.files, report.current.files]),
});

function taskWords({ task, classes, positive }: QualityReport): string {
  if (task === 'regression') return 'regression';
  return positive === null ? countOf(classes?.length ?? 0, 'class', 'classes') : `positive class ${visibleText(positive)}`;
}

function sideFact(name: 'reference' | 'current', side: DatasetSide, rows: QualityRows): Child {
  const [first, ...others] = side.files;
  const left = [
    rows.unlabelled > 0 && `${formatCount(rows.unlabelled)} without a label`,
    rows.skipped > 0 && `${formatCount(rows.skipped)} skipped`,
  ].filter(part => part !== false);
  return element(
    'span',
    {},
    element('span', { class: `swatch swatch-${name} inline`, 'aria-hidden': 'true' }),
    ` ${name} `,
    first && element('bdi', { class: 'path', title: side.files.map(each => each.path).join('\n') }, visibleText(fileName(first.path))),
    others.length > 0 && ` and ${countOf(others.length, 'more file')}`,
    ` (${countOf(rows.labelled, 'labelled row')}${left.length > 0 ? `, ${left.join(', ')}` : ''})`,
  );
}
