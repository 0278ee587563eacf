import { driftPage, type DatasetSide, type DriftReport, type ImportanceSource } from '../../src/drift/contract';
import { type RowFilter, rowFilterText } from '../../src/domain/dataSource';
import { datasetVerdict } from '../../src/domain/driftVerdict';
import { profileWords } from '../../src/domain/profileWords';
import { togetherInShort } from '../../src/domain/togetherWords';
import { type Child, element } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { formatDuration } from '../kit/format';
import { icon } from '../kit/icon';
import { startReportPage } from '../kit/reportPage';
import { timeText } from '../kit/valueText';
import { fileName, visibleText } from '../kit/visibleText';
import './drift.css';
import { driftBody } from './driftBody';
import { driftedEmbeddings, driftHeading, noisyColumns, notCounted } from './verdict';

startReportPage<DriftReport>(driftPage, {
  heading: driftHeading,
  verdict: report => {
    const { drifted } = report.dataset;
    const sign = drifted === null ? 'question' : drifted ? 'warning' : 'check';
    const together = report.together === undefined ? null : togetherInShort(report.together);
    const left = [together, driftedEmbeddings(report), noisyColumns(report), notCounted(report)].filter(words => words !== null).join(' ');
    return element(
      'span',
      {},
      icon(sign),
      ' ',
      datasetVerdict(report.dataset),
      left !== '' && element('span', { class: 'muted small' }, ` ${left}`),
    );
  },
  facts: report => [
    report.imported === undefined && sideFact('reference', report.reference, report.made?.request.where?.reference),
    report.imported === undefined && sideFact('current', report.current, report.made?.request.where?.current),
    profileWords(report),
    report.importanceFrom && importanceFact(report.importanceFrom),
    report.imported === undefined && `took ${formatDuration(report.tookMs)}`,
    report.made && element('span', {}, 'made ', timeText(report.made.at)),
  ],
  body: driftBody,
  identity: report =>
    JSON.stringify([report.made?.at, report.tookMs, report.dataset, report.columns.length, report.reference.files, report.current.files]),
});

function importanceFact({ report, at, rows, units }: ImportanceSource): Child {
  const title = `Mean absolute SHAP value (${units}) of ${countOf(rows, 'row')}: ${visibleText(report)}`;
  return element('span', { title }, 'importance from the SHAP report of ', timeText(at));
}

function sideFact(name: 'reference' | 'current', side: DatasetSide, filter: RowFilter | undefined): Child {
  const [first, ...others] = side.files;
  const file = first
    ? element('bdi', { class: 'path', title: side.files.map(each => each.path).join('\n') }, visibleText(fileName(first.path)))
    : null;
  return element(
    'span',
    {},
    element('span', { class: `swatch swatch-${name} inline`, 'aria-hidden': 'true' }),
    ` ${name} `,
    file,
    others.length > 0 && ` and ${countOf(others.length, 'more file')}`,
    ` (${side.profile === undefined ? '' : 'a profile of '}${countOf(side.rows, 'row')}`,
    filter !== undefined && element('span', {}, ' where ', element('bdi', {}, visibleText(rowFilterText(filter)))),
    ')',
  );
}
