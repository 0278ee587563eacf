import { type DriftColumn, type Distribution } from '../../src/drift/contract';
import { element } from '../kit/element';
import { visibleText } from '../kit/visibleText';
import { binsTable, categoriesTable, quantilesTable } from './distributionTables';
import { categoryChart } from './categoryChart';
import { columnNumbers } from './columnNumbers';
import { cumulativeChart } from './cumulativeChart';
import { histogramFigure, type HistogramScale } from './histogramFigure';
import { whyThisTest } from './method';

/** All that is known of one column: pictures, the tables behind them, every number, and why this test was made. */
export function columnDetail(column: DriftColumn, view: HistogramScale): HTMLElement {
  const { distribution } = column;
  return element(
    'section',
    { class: 'column-detail', 'aria-label': `${visibleText(column.name)} in detail` },
    column.reason !== null && element('p', { class: 'notice' }, visibleText(column.reason)),
    ...(distribution
      ? distributionParts(distribution, view)
      : [element('p', { class: 'muted' }, 'The report keeps no distribution of this column.')]),
    ...numberParts(column),
  );
}

function distributionParts(distribution: Distribution, view: HistogramScale): HTMLElement[] {
  if (distribution.kind === 'categorical') {
    return [block(categoryChart(distribution)), block(categoriesTable(distribution))];
  }
  return [
    block(histogramFigure(distribution, view), binsTable(distribution)),
    block(cumulativeChart(distribution)),
    block(quantilesTable(distribution)),
  ];
}

/** Beside the quantiles there is room for one block; below a table of categories for two. */
function numberParts(column: DriftColumn): HTMLElement[] {
  const numbers = [element('h3', {}, 'Numbers'), columnNumbers(column)];
  const why =
    column.method === null ? [] : [element('h3', {}, 'Why this test'), element('p', { class: 'prose' }, whyThisTest(column.method))];
  return column.distribution?.kind === 'numeric' ? [block(...numbers, ...why)] : [block(...numbers), block(...why)];
}

function block(...content: HTMLElement[]): HTMLElement {
  return element('div', { class: 'detail-block' }, ...content);
}
