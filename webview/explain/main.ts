import { type ExplainReport, explainPage } from '../../src/explain/contract';
import { element } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { formatDuration, formatFully } from '../kit/format';
import { startReportPage } from '../kit/reportPage';
import { timeText } from '../kit/valueText';
import { fileName, visibleText } from '../kit/visibleText';
import './explain.css';
import { explainBody } from './explainBody';
import { additivityWords, baseValueWords, explainHeading, predictionWords } from './headerWords';

startReportPage<ExplainReport>(explainPage, {
  heading: explainHeading,
  verdict: report => {
    const bases = baseValueWords(report);
    return element(
      'span',
      {},
      bases.length > 1 ? `base values (${report.unitsInWords ?? report.units}) ${bases.join(', ')}` : bases[0],
      ' · ',
      element('span', { title: formatFully(report.additivityError) }, additivityWords(report)),
      ' · ',
      element('span', { title: report.predictionError === null ? null : formatFully(report.predictionError) }, predictionWords(report)),
    );
  },
  facts: report => [
    report.page
      ? element(
          'span',
          {},
          `${countOf(report.rows, 'row')} of `,
          element('bdi', { class: 'path', title: report.page.request.data }, visibleText(fileName(report.page.request.data))),
        )
      : countOf(report.rows, 'row'),
    visibleText(report.method),
    report.page && countOf(report.page.trees, 'tree'),
    visibleText(report.model.format),
    `took ${formatDuration(report.tookMs)}`,
    report.page && element('span', {}, 'made ', timeText(report.page.at)),
  ],
  body: explainBody,
  identity: report =>
    JSON.stringify([report.page?.at, report.tookMs, report.model, report.rows, report.additivityError, report.baseValues]),
});
