import { type TrendColumn, type TrendPoint, type TrendReport } from '../../src/monitor/contract';
import { element } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { formatNumber } from '../kit/format';
import { nameText } from '../kit/valueText';
import { cellWords } from './words';

/** Reports side by side: the newest that have room. */
const SHOWN_REPORTS = 20;
/** Columns at first; the others are behind a button. */
const SHOWN_COLUMNS = 50;

/** Each column as a row and each report as a cell: a sign says drift, and the hover says the score. */
export function columnCells({ points, trend }: TrendReport): HTMLElement {
  const from = Math.max(0, points.length - SHOWN_REPORTS);
  const shownPoints = points.slice(from);
  const heads = shownPoints.map(({ at }) => {
    const date = new Date(at);
    const text = date.toLocaleDateString(undefined, { day: 'numeric', month: 'short' });
    return element('th', { scope: 'col', class: 'cell-head', title: date.toLocaleString() }, element('span', {}, text));
  });
  const rowOf = (column: TrendColumn): HTMLElement => row(column, shownPoints, from);
  const body = element('tbody', {}, ...trend.slice(0, SHOWN_COLUMNS).map(rowOf));
  const table = element(
    'table',
    { 'aria-label': 'Columns over the reports' },
    element(
      'thead',
      {},
      element('tr', {}, element('th', { scope: 'col' }, 'Column'), ...heads, element('th', { scope: 'col' }, 'Drifted')),
    ),
    body,
  );
  return element('div', { class: 'table-frame cells' }, table, moreButton(trend.slice(SHOWN_COLUMNS), body, rowOf));
}

function row({ name, cells }: TrendColumn, points: readonly TrendPoint[], from: number): HTMLElement {
  const shown = points.map((point, k) => cellOf(cells[from + k] ?? null, point));
  const times = cells.filter(cell => cell?.drifted === true).length;
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, nameText(name)),
    ...shown,
    element('td', { class: 'muted' }, times === 0 ? 'never' : countOf(times, 'time')),
  );
}

const SIGNS = { drifted: '■', 'no drift': '·', 'not computed': '?', 'not in this report': '' } as const;

function cellOf(cell: TrendColumn['cells'][number], { at }: TrendPoint): HTMLElement {
  const words = cellWords(cell) as keyof typeof SIGNS;
  const compared =
    cell?.score === null || cell === null
      ? ''
      : `, ${cell.method ?? ''} ${formatNumber(cell.score)}, threshold ${formatNumber(cell.threshold ?? NaN)}`;
  const title = `${new Date(at).toLocaleDateString()}: ${words}${compared}`;
  return element('td', { class: `cell cell-${words.replaceAll(' ', '-')}`, title, 'aria-label': words }, SIGNS[words]);
}

function moreButton(rest: readonly TrendColumn[], body: HTMLElement, rowOf: (column: TrendColumn) => HTMLElement): HTMLElement | false {
  if (rest.length === 0) return false;
  const button = element('button', { type: 'button', class: 'plain-button' }, `Show ${countOf(rest.length, 'more column')}`);
  button.addEventListener('click', () => {
    body.append(...rest.map(rowOf));
    button.remove();
  });
  return button;
}
