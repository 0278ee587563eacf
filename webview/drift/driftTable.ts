import { columnVerdict, type ColumnVerdict, comparisonSign, verdictWords } from '../../src/domain/driftVerdict';
import { severityKey } from '../../src/domain/severityOrder';
import { type DriftColumn } from '../../src/drift/contract';
import { DataTable, type TableColumn, type TableOptions, type TableSort } from '../kit/dataTable';
import { type Child, element } from '../kit/element';
import { formatApart, formatCount, formatNumber } from '../kit/format';
import { icon, type IconName } from '../kit/icon';
import { nameText, numberText } from '../kit/valueText';
import { visibleText } from '../kit/visibleText';
import { methodName, scoreKind } from './method';
import { miniHistogram } from './miniHistogram';
import { missingShare } from './missingShare';

const icons: Readonly<Record<ColumnVerdict, IconName>> = {
  drifted: 'warning',
  'no drift': 'check',
  'could not tell': 'question',
  'not computable': 'question',
  'not tested': 'dash',
};

export interface DriftTableEvents {
  readonly onSort: (sort: TableSort) => void;
  readonly onChoose: (column: DriftColumn) => void;
  readonly detail: (column: DriftColumn) => HTMLElement;
  /** What the report knows of its columns: without it a table column is left out. */
  readonly knows: { readonly sizes: boolean; readonly importance: boolean };
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
    detail: events.detail,
    columns: tableColumns(events.knows),
  };
  return new DataTable(options);
}

function tableColumns({ sizes, importance }: DriftTableEvents['knows']): TableColumn<DriftColumn>[] {
  return [
    { title: 'Verdict', class: 'verdict-column', cell: verdictCell, sortKey: severityKey, greatestFirst: true },
    { title: 'Column', class: 'name-column', cell: nameCell, sortKey: column => column.name },
    { title: 'Distribution', class: 'mini-column', cell: miniHistogram },
    { title: 'Test', class: 'test-column', cell: testCell },
    ...(importance ? [importanceColumn] : []),
    ...(sizes ? sizeColumns : []),
  ];
}

/** The second ranking: what the model makes most of. */
const importanceColumn: TableColumn<DriftColumn> = {
  title: 'Importance',
  class: 'importance-column end',
  cell: column => numberText(column.importance),
  sortKey: column => column.importance ?? null,
  greatestFirst: true,
};

const sizeColumns: readonly TableColumn<DriftColumn>[] = [
  {
    title: 'Missing',
    class: 'missing-column',
    cell: missingCell,
    sortKey: ({ missingChange: { from, to } }) => (from === null || to === null ? null : Math.abs(to - from)),
    greatestFirst: true,
  },
  { title: 'Values', class: 'values-column end', cell: valuesCell },
];

/** The verdict as a sign and a word; under the profile strict with its direction. */
function verdictCell(column: DriftColumn): Child {
  const verdict = columnVerdict(column);
  if (verdict === 'drifted' && column.withinNoise === true)
    return element('span', { class: 'mark mark-noise' }, icon('question'), ' ', verdictWords(column));
  const kind = verdict === 'drifted' && column.strict?.direction ? `${verdict}, ${column.strict.direction}` : verdict;
  return element('span', { class: `mark mark-${verdict.replace(' ', '-')}` }, icon(icons[verdict]), ' ', kind);
}

function nameCell(column: DriftColumn): Child {
  const kind = column.role === 'feature' ? column.type : `${column.role} · ${column.type}`;
  return element('span', { class: 'stacked' }, nameText(column.name), element('span', { class: 'muted small' }, kind));
}

function testCell(column: DriftColumn): Child {
  if (column.method === null || column.score === null)
    return element('span', { class: 'reason muted' }, visibleText(column.reason ?? 'No test was made.'));
  const { score } = column;
  const threshold = column.cutoff ?? column.threshold;
  const scoreText = numberText(score, value => (threshold === null ? formatNumber(value) : formatApart(value, threshold)));
  const compared = element('span', { class: 'score' }, scoreText, ` ${comparisonSign(column)} `, numberText(threshold));
  const note = column.reason === null ? null : element('span', { class: 'muted small reason' }, visibleText(column.reason));
  const defect =
    (column.defects ?? []).length > 0 && element('span', { class: 'small flagged' }, icon('warning'), ' a defect of Evidently, reproduced');
  return element(
    'span',
    { class: 'stacked' },
    element('span', { class: 'test' }, element('span', {}, methodName(column.method)), compared),
    noiseNote(column),
    note,
    defect,
  );
}

/** What sampling alone would give, beside the score. */
function noiseNote({ noise, method }: DriftColumn): Child {
  if (noise === null || method === null) return null;
  const small = scoreKind(method) === 'p-value';
  const title = `Without any drift 95 % of scores are ${small ? 'at least' : 'at most'} this`;
  return element('span', { class: 'muted small noise', title }, 'sampling noise ', small ? '≥ ' : '≤ ', numberText(noise));
}

function missingCell(column: DriftColumn): Child {
  const { from, to, flagged } = column.missingChange;
  if ((from ?? 0) === 0 && (to ?? 0) === 0) return element('span', { class: 'muted' }, 'none');
  const text = element('span', { class: 'number' }, missingShare(column));
  if (!flagged) return text;
  return element(
    'span',
    { class: 'stacked' },
    text,
    element('span', { class: 'small flagged' }, icon('warning'), (to ?? 0) > (from ?? 0) ? ' more missing' : ' fewer missing'),
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
