import { type DriftColumn } from '../../src/drift/contract';
import { DataTable, type TableOptions, type TableSort } from '../kit/dataTable';
import { type Child, element } from '../kit/element';
import { formatApart, formatCount, formatNumber, formatShare } from '../kit/format';
import { icon, type IconName } from '../kit/icon';
import { nameText, numberText } from '../kit/valueText';
import { visibleText } from '../kit/visibleText';
import { columnDetail } from './columnDetail';
import { comparisonSign, methodName } from './method';
import { miniHistogram } from './miniHistogram';
import { severityKey } from './severityOrder';
import { columnVerdict, type ColumnVerdict } from './verdict';

const icons: Readonly<Record<ColumnVerdict, IconName>> = {
  drifted: 'warning',
  'no drift': 'check',
  'not computable': 'question',
  'not tested': 'dash',
};

export interface DriftTableEvents {
  readonly onSort: (sort: TableSort) => void;
  readonly onChoose: (column: DriftColumn) => void;
  readonly scale: string;
  readonly onScale: (scale: string) => void;
}

/** Every column of the data as one row: verdict, picture, test, what became of missing values. */
export function driftTable(sort: TableSort, events: DriftTableEvents): DataTable<DriftColumn> {
  const options: TableOptions<DriftColumn> = {
    label: 'Columns, worst first unless sorted otherwise',
    class: 'sticky-head',
    nameColumn: 1,
    key: column => column.name,
    sort,
    onSort: events.onSort,
    onChoose: events.onChoose,
    detail: column => columnDetail(column, events),
    columns: [
      { title: 'Verdict', class: 'verdict-column', cell: verdictCell, sortKey: severityKey, greatestFirst: true },
      { title: 'Column', class: 'name-column', cell: nameCell, sortKey: column => column.name },
      { title: 'Distribution', class: 'mini-column', cell: column => miniHistogram(column.distribution) },
      { title: 'Test', class: 'test-column', cell: testCell },
      {
        title: 'Missing',
        class: 'missing-column',
        cell: missingCell,
        sortKey: column => Math.abs(column.missingChange.to - column.missingChange.from),
        greatestFirst: true,
      },
      { title: 'Values', class: 'values-column end', cell: valuesCell },
    ],
  };
  return new DataTable(options);
}

/** The verdict as a sign and a word. */
function verdictMark(verdict: ColumnVerdict): HTMLElement {
  return element('span', { class: `mark mark-${verdict.replace(' ', '-')}` }, icon(icons[verdict]), ' ', verdict);
}

function verdictCell(column: DriftColumn): Child {
  return verdictMark(columnVerdict(column));
}

function nameCell(column: DriftColumn): Child {
  const kind = column.role === 'feature' ? column.type : `${column.role} · ${column.type}`;
  return element('span', { class: 'stacked' }, nameText(column.name), element('span', { class: 'muted small' }, kind));
}

function testCell(column: DriftColumn): Child {
  if (column.method === null || column.score === null)
    return element('span', { class: 'reason muted' }, visibleText(column.reason ?? 'No test was made.'));
  const { score, threshold } = column;
  const scoreText = numberText(score, value => (threshold === null ? formatNumber(value) : formatApart(value, threshold)));
  const compared = element('span', { class: 'score' }, scoreText, ` ${comparisonSign(column)} `, numberText(threshold));
  const note = column.reason === null ? null : element('span', { class: 'muted small reason' }, visibleText(column.reason));
  return element(
    'span',
    { class: 'stacked' },
    element('span', { class: 'test' }, element('span', {}, methodName(column.method)), compared),
    note,
  );
}

function missingCell(column: DriftColumn): Child {
  const { from, to, flagged } = column.missingChange;
  if (from === 0 && to === 0) return element('span', { class: 'muted' }, 'none');
  const text = element('span', { class: 'number' }, `${formatShare(from)} → ${formatShare(to)}`);
  if (!flagged) return text;
  return element(
    'span',
    { class: 'stacked' },
    text,
    element('span', { class: 'small flagged' }, icon('warning'), to > from ? ' more missing' : ' fewer missing'),
  );
}

function valuesCell(column: DriftColumn): Child {
  return element(
    'span',
    { class: 'stacked number', title: 'Values in the reference and in the current data' },
    formatCount(column.reference.count),
    element('span', {}, `→ ${formatCount(column.current.count)}`),
  );
}
