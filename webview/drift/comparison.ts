import { type DriftColumn, type DriftReport } from '../../src/drift/contract';
import { type EarlierReport } from '../../src/reports/contract';
import { DataTable } from '../kit/dataTable';
import { type Child, element } from '../kit/element';
import { button } from '../kit/controls';
import { formatNumber } from '../kit/format';
import { nameText, timeText } from '../kit/valueText';
import { visibleText } from '../kit/visibleText';
import { type ColumnComparison, compareReports, comparisonWords } from './compareReports';
import { methodName } from './method';
import { datasetVerdict, verdictWords } from '../../src/domain/driftVerdict';

/** This report beside the one before it: the verdicts that changed, and scores before and now. */
export function comparison(earlier: EarlierReport<DriftReport>, report: DriftReport, close: () => void): HTMLElement {
  const rows = compareReports(earlier.report, report);
  return element(
    'section',
    { class: 'comparison', 'aria-label': 'Compared with the last report' },
    element('div', { class: 'chart-head' }, element('h2', {}, 'Compared with the last report'), button('Close', close)),
    element(
      'p',
      {},
      'Of ',
      timeText(earlier.createdAt),
      ', ',
      element('bdi', { class: 'path', title: earlier.savedAs }, visibleText(earlier.savedAs)),
      `. ${comparisonWords(rows)}`,
    ),
    element('p', { class: 'muted' }, `Before: ${datasetVerdict(earlier.report.dataset)}`),
    comparisonTable(rows),
  );
}

function comparisonTable(rows: readonly ColumnComparison[]): HTMLElement {
  const table = new DataTable<ColumnComparison>({
    label: 'Columns before and now',
    nameColumn: 0,
    key: row => row.name,
    sort: null,
    columns: [
      { title: 'Column', cell: row => nameText(row.name), sortKey: row => row.name },
      {
        title: 'Change',
        cell: row => (row.change === null ? element('span', { class: 'muted' }, 'same verdict') : element('strong', {}, row.change)),
        sortKey: row => row.change ?? '',
        greatestFirst: true,
      },
      { title: 'Before', cell: row => verdictAndScore(row.before, row.sameTest) },
      { title: 'Now', cell: row => verdictAndScore(row.now, row.sameTest) },
    ],
  });
  table.setRows(rows);
  return table.node;
}

/** Scores of two tests cannot be compared: then each names its own. */
function verdictAndScore(column: DriftColumn | null, sameTest: boolean): Child {
  if (column === null) return element('span', { class: 'muted' }, 'not in it');
  const { score, method } = column;
  if (score === null || method === null) return verdictWords(column);
  const test = sameTest ? '' : ` (${methodName(method)})`;
  return element('span', { title: String(score) }, `${formatNumber(score)}${test}, ${verdictWords(column)}`);
}
