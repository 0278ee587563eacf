import { type QualityReport } from '../../src/quality/contract';
import { DataTable } from '../kit/dataTable';
import { element } from '../kit/element';
import { formatCount, formatShare } from '../kit/format';
import { nameText } from '../kit/valueText';

type Confusion = NonNullable<QualityReport['confusion']>;
type Matrix = Confusion['reference'];

/** More classes than this are shown as their most frequent mistakes. */
const MOST_CLASSES = 12;
const MOST_MISTAKES = 30;

/** What was predicted for each true class, on both sides. */
export function confusionSection(confusion: Confusion, classes: readonly string[]): HTMLElement {
  const content =
    classes.length > MOST_CLASSES
      ? [mistakesTable(confusion, classes)]
      : [
          element(
            'div',
            { class: 'matrices' },
            matrixTable('reference', confusion.reference, classes),
            matrixTable('current', confusion.current, classes),
          ),
        ];
  return element('section', { 'aria-label': 'Confusion matrix' }, element('h2', {}, 'Confusion matrix'), ...content);
}

function matrixTable(side: string, matrix: Matrix, classes: readonly string[]): HTMLElement {
  const heads = classes.map(name => element('th', { scope: 'col', class: 'end' }, nameText(name)));
  const rows = matrix.map((counts, label) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    const cells = counts.map((count, predicted) =>
      element(
        'td',
        { class: predicted === label ? 'end right' : 'end' },
        element(
          'span',
          { class: 'stacked number' },
          formatCount(count),
          total > 0 && element('span', { class: 'muted small' }, formatShare(count / total)),
        ),
      ),
    );
    return element('tr', {}, element('th', { scope: 'row' }, nameText(classes[label] ?? '')), ...cells);
  });
  return element(
    'div',
    { class: 'table-frame' },
    element(
      'table',
      { class: 'compact', 'aria-label': `Confusion matrix of the ${side} data` },
      element('caption', {}, `${side}: true class down, predicted across`),
      element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'True'), ...heads)),
      element('tbody', {}, ...rows),
    ),
  );
}

interface Mistake {
  readonly label: string;
  readonly predicted: string;
  readonly reference: number;
  readonly current: number;
}

function mistakesTable({ reference, current }: Confusion, classes: readonly string[]): HTMLElement {
  const all = classes.flatMap((label, row) =>
    classes.map((predicted, column): Mistake => ({
      label,
      predicted,
      reference: reference[row]?.[column] ?? 0,
      current: current[row]?.[column] ?? 0,
    })),
  );
  const mistakes = all
    .filter(({ label, predicted, reference: before, current: after }) => label !== predicted && before + after > 0)
    .toSorted((a, b) => b.reference + b.current - (a.reference + a.current));
  const table = new DataTable<Mistake>({
    label: 'Most frequent mistakes',
    nameColumn: 0,
    key: ({ label, predicted }) => JSON.stringify([label, predicted]),
    sort: null,
    columns: [
      { title: 'True', cell: row => nameText(row.label) },
      { title: 'Predicted', cell: row => nameText(row.predicted) },
      { title: 'Reference', class: 'end', cell: row => formatCount(row.reference) },
      { title: 'Current', class: 'end', cell: row => formatCount(row.current) },
    ],
  });
  table.setRows(mistakes.slice(0, MOST_MISTAKES));
  const shown = Math.min(MOST_MISTAKES, mistakes.length);
  return element(
    'div',
    {},
    element('p', { class: 'muted' }, `The ${shown} most frequent of ${formatCount(mistakes.length)} kinds of mistakes.`),
    table.node,
  );
}
