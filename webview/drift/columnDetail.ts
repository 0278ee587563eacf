import { type Distribution } from '../../src/domain/distribution';
import { type DriftColumn, type DriftReport } from '../../src/drift/contract';
import { type Child, element } from '../kit/element';
import { icon } from '../kit/icon';
import { visibleText } from '../kit/visibleText';
import { binsTable, categoriesTable, quantilesTable } from './distributionTables';
import { categoryChart } from './categoryChart';
import { type SavePicture } from './chartFigure';
import { columnNumbers } from './columnNumbers';
import { cumulativeChart } from './cumulativeChart';
import { dateTimes } from './dateTimes';
import { histogramFigure, type HistogramScale } from './histogramFigure';
import { meansFigure } from './meansFigure';
import { qualityTable } from './qualityTable';
import { quantilePlot } from './quantilePlot';
import { textContent } from './textContent';
import { textDescriptors } from './textDescriptors';
import { whyThisTest } from './whyThisTest';
import { windowsFigure } from './windowsFigure';

/** What a column's detail needs to know beside the column. */
export interface DetailView extends HistogramScale {
  readonly report: Pick<DriftReport, 'profile' | 'made' | 'imported'>;
  readonly save: SavePicture;
}

/** All that is known of one column: pictures, the tables behind them, every number, and why this test was made. */
export function columnDetail(column: DriftColumn, view: DetailView): HTMLElement {
  return element(
    'section',
    { class: 'column-detail', 'aria-label': `${visibleText(column.name)} in detail` },
    column.reason !== null && element('p', { class: 'notice' }, visibleText(column.reason)),
    ...defects(column.defects ?? []),
    ...valueParts(column, view),
    column.descriptors !== undefined && textDescriptors(column.descriptors),
    ...overTime(column, view.save),
    ...numberParts(column, view),
  );
}

/** What Evidently gets wrong in this row, reproduced so that the numbers agree. */
function defects(sentences: readonly string[]): Child[] {
  if (sentences.length === 0) return [];
  const items = sentences.map(sentence => element('li', {}, visibleText(sentence)));
  return [
    element(
      'div',
      { class: 'notice defects' },
      element('strong', {}, icon('warning'), ' A defect of Evidently, reproduced here'),
      element('ul', { class: 'plain-list' }, ...items),
    ),
  ];
}

function valueParts({ text, dateTime, distribution }: DriftColumn, view: DetailView): Child[] {
  if (text) return textContent(text);
  const times = dateTime ? dateTimes(dateTime, view.save) : [];
  return dateTime && distribution === undefined ? times : [...times, ...distributionParts(distribution, view)];
}

function distributionParts(distribution: Distribution | undefined, view: DetailView): Child[] {
  if (distribution === undefined) return [element('p', { class: 'muted' }, 'The report keeps no distribution of this column.')];
  if (distribution.kind === 'categorical') return [block(categoryChart(distribution, view.save)), block(categoriesTable(distribution))];
  const imported = view.report.imported !== undefined;
  const { reference, current } = distribution.summary;
  return [
    block(histogramFigure(distribution, { ...view, sharesOnly: imported }), ...(imported ? [] : [binsTable(distribution)])),
    block(cumulativeChart(distribution, view.save)),
    reference !== null && current !== null && block(quantilePlot(distribution, view.save)),
    (reference !== null || current !== null) && block(quantilesTable(distribution)),
  ];
}

function overTime(column: DriftColumn, save: SavePicture): Child[] {
  const { windows, method, threshold, distribution } = column;
  if (!windows || windows.length === 0 || method === null || threshold === null) return [];
  const reference = distribution?.kind === 'numeric' ? distribution.summary.reference : null;
  const means = meansFigure(windows, reference, save);
  const figure = windowsFigure({ ...column, method, threshold }, windows, save);
  return means === null ? [element('div', { class: 'detail-block wide' }, figure)] : [block(figure), block(means)];
}

function numberParts(column: DriftColumn, { report }: DetailView): Child[] {
  const { method, quality } = column;
  const why =
    method === null
      ? []
      : [element('h3', {}, 'Why this test'), element('p', { class: 'prose' }, whyThisTest({ ...column, method }, report))];
  return [
    block(element('h3', {}, 'Test'), columnNumbers(column, report)),
    (why.length > 0 || quality !== undefined) && block(...why, quality && qualityTable(quality)),
  ];
}

function block(...content: Child[]): HTMLElement {
  return element('div', { class: 'detail-block' }, ...content);
}
