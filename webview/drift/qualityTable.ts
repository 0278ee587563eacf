import { type ColumnQuality } from '../../src/domain/columnQuality';
import { type DriftColumn } from '../../src/drift/contract';
import { type Child, element } from '../kit/element';
import { formatCount, formatShare } from '../kit/format';
import { icon } from '../kit/icon';
import { nameText } from '../kit/valueText';

type Quality = NonNullable<DriftColumn['quality']>;

/** What both sides of a column are like before any test: missing, infinite, zeros, distinct, the commonest value. */
export function qualityTable({ reference, current }: Quality): HTMLElement {
  const row = (name: string, cell: (side: ColumnQuality) => Child): HTMLElement =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      ...[reference, current].map(side => element('td', { class: 'end' }, side === null ? '–' : cell(side))),
    );
  const counted = (count: number, { rows }: ColumnQuality): Child =>
    `${formatCount(count)}${rows > 0 && count > 0 ? ` (${formatShare(count / rows)})` : ''}`;
  const rows = [
    row('Rows', side => formatCount(side.rows)),
    row('Missing', side => counted(side.missing, side)),
    row('Infinite', side => counted(side.infinite, side)),
    row('Zeros', side => counted(side.zeros, side)),
    row('Distinct', side => counted(side.unique, side)),
    row('Commonest', commonest),
    row('Almost constant', side => (side.almostConstant ? element('span', {}, icon('warning'), ' yes') : 'no')),
  ];
  const head = ['', 'Reference', 'Current'].map(title => element('th', { scope: 'col', class: title === '' ? null : 'end' }, title));
  return element(
    'div',
    {},
    element('h3', {}, 'Data quality'),
    element(
      'table',
      { class: 'compact', 'aria-label': 'Data quality of both sides' },
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...rows),
    ),
  );
}

function commonest({ commonest: most, rows }: ColumnQuality): Child {
  if (most === null) return '–';
  return element('span', { class: 'stacked' }, nameText(most.value), formatShare(rows > 0 ? most.count / rows : 0));
}
