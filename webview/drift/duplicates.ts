import { type CopiedColumn, type Duplicates, type SideDuplicates } from '../../src/domain/duplicates';
import { type Child, element } from '../kit/element';
import { formatCount, formatShare } from '../kit/format';
import { icon } from '../kit/icon';
import { nameText } from '../kit/valueText';
import { visibleText } from '../kit/visibleText';

/** More names than this do not help. */
const MOST_COPIES = 20;

/** Duplicate rows of both sides, and columns that are copies of another one; null where they were not looked for. */
export function duplicates(found: Duplicates | undefined): HTMLElement | null {
  if (found === undefined) return null;
  const { reference, current } = found;
  const copies = [...copiesOf('in the reference', reference), ...copiesOf('in the current data', current)];
  return element(
    'section',
    { class: 'duplicates', 'aria-label': 'Data quality of all columns together' },
    element('h2', {}, 'Data quality'),
    element('p', {}, 'Duplicate rows: reference ', rowsOf(reference), ', current ', rowsOf(current), '.'),
    copies.length > 0 && element('ul', { class: 'plain-list' }, ...copies),
  );
}

function rowsOf({ rows, share, reason }: SideDuplicates): Child {
  if (rows === null || share === null) return element('span', { class: 'muted' }, `not counted (${visibleText(reason ?? '')})`);
  const words = rows === 0 ? 'none' : `${formatCount(rows)} (${formatShare(share)})`;
  return element('span', {}, rows > 0 && icon('warning'), rows > 0 && ' ', words);
}

function copiesOf(where: string, { copies }: SideDuplicates): HTMLElement[] {
  const all = copies ?? [];
  const shown = all.slice(0, MOST_COPIES).map(copy => copyWords(copy, where));
  const more = all.length - shown.length;
  return more === 0 ? shown : [...shown, element('li', {}, `${formatCount(more)} more copies ${where}`)];
}

function copyWords({ name, copyOf }: CopiedColumn, where: string): HTMLElement {
  return element('li', {}, nameText(name), ` is ${where} a copy of `, nameText(copyOf));
}
