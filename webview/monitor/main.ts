import { trendPage, type TrendReport } from '../../src/monitor/contract';
import { element } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { icon } from '../kit/icon';
import { startReportPage } from '../kit/reportPage';
import { timeText } from '../kit/valueText';
import './monitor.css';
import { trendBody } from './trendBody';
import { trendVerdict } from './words';

startReportPage<TrendReport>(trendPage, {
  heading: ({ monitor }) => `Trend of ${monitor}`,
  verdict: report => {
    const drifted = report.points.at(-1)?.drifted ?? null;
    const sign = drifted === null ? 'question' : drifted ? 'warning' : 'check';
    return element('span', {}, icon(sign), ' ', trendVerdict(report));
  },
  facts: ({ points }) => {
    const first = points[0];
    return [countOf(points.length, 'report'), first !== undefined && element('span', {}, 'the first ', timeText(first.at))];
  },
  body: trendBody,
  identity: ({ monitor, points, left }) => JSON.stringify([monitor, points, left]),
});
