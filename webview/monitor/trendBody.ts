import { type TrendPoint, type TrendReport } from '../../src/monitor/contract';
import { DataTable } from '../kit/dataTable';
import { element } from '../kit/element';
import { formatCount } from '../kit/format';
import { icon } from '../kit/icon';
import { responsiveChart } from '../kit/responsiveChart';
import { timeText } from '../kit/valueText';
import { columnCells } from './columnCells';
import { shareChart } from './shareChart';
import { leftOut, shareWords, verdictWords } from './words';

/** The share over time, the columns over the reports, and the reports as a table. */
export function trendBody(report: TrendReport): HTMLElement {
  const chart = responsiveChart(width => [shareChart(report, width)]);
  return element(
    'div',
    { class: 'trend-page' },
    element('figure', {}, element('figcaption', {}, element('h2', {}, 'Share of drifted columns')), chart.node),
    ...leftOut(report).map(text => element('p', { class: 'muted small' }, text)),
    element('h2', {}, 'Columns'),
    columnCells(report),
    element('h2', {}, 'Reports'),
    reportsTable(report.points),
  );
}

function reportsTable(points: readonly TrendPoint[]): HTMLElement {
  const table = new DataTable<TrendPoint>({
    label: 'Reports',
    nameColumn: 0,
    key: ({ path }) => path,
    sort: { column: 0, descending: true },
    columns: [
      { title: 'Made', cell: ({ at }) => timeText(at), sortKey: ({ at }) => at, greatestFirst: true },
      { title: 'Verdict', cell: verdictCell, sortKey: ({ drifted }) => Number(drifted), greatestFirst: true },
      { title: 'Drifted', cell: shareWords, sortKey: ({ share }) => share, greatestFirst: true },
      { title: 'Not tested', class: 'end', cell: ({ skipped }) => formatCount(skipped), sortKey: ({ skipped }) => skipped },
      { title: 'Rows', class: 'end', cell: ({ rows }) => formatCount(rows), sortKey: ({ rows }) => rows },
    ],
  });
  table.setRows(points);
  return table.node;
}

function verdictCell(point: TrendPoint): HTMLElement {
  const sign = point.drifted === null ? 'question' : point.drifted ? 'warning' : 'check';
  return element('span', {}, icon(sign), ' ', verdictWords(point));
}
