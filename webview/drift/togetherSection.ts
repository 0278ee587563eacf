import { type CorrelationChange, type DomainClassifier, type Reconstruction, type TogetherDrift } from '../../src/domain/togetherDrift';
import { measureName, togetherVerdict } from '../../src/domain/togetherWords';
import { DataTable } from '../kit/dataTable';
import { type Child, element } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { formatNumber, formatShare } from '../kit/format';
import { icon } from '../kit/icon';
import { nameText, numberText } from '../kit/valueText';
import { visibleText } from '../kit/visibleText';

/** Names of columns that were left out: more of them are counted. */
const SHOWN_NAMES = 10;

/** The verdict on all features at once, and what it rests on; null where it was not asked for. */
export function togetherSection(together: TogetherDrift | undefined): HTMLElement | null {
  if (together === undefined) return null;
  const { drifted, rows, columns, classifier, reconstruction, correlations } = together;
  const sign = drifted === null ? 'question' : drifted ? 'warning' : 'check';
  return element(
    'section',
    { 'aria-label': 'All columns together', class: 'together' },
    element('h2', {}, 'All columns together'),
    element('p', { class: 'prose' }, icon(sign), ' ', togetherVerdict(together)),
    element(
      'div',
      { class: 'together-parts' },
      classifier && classifierBlock(classifier),
      reconstruction && reconstructionBlock(reconstruction),
      classifier !== null && correlationsBlock(correlations),
    ),
    columns.length > 0 &&
      element(
        'p',
        { class: 'muted small' },
        `Looked at: ${countOf(columns.length, 'column')} in ${countOf(rows.reference, 'row')} of the reference and ${countOf(rows.current, 'row')} of the current data.`,
      ),
    ...together.leftOut.map(leftOut),
  );
}

function classifierBlock({ auc, limit, noise, features }: DomainClassifier): HTMLElement {
  return block(
    'Can the sides be told apart?',
    `A classifier that looks at whole rows tells them apart with an area under the ROC curve of ${formatNumber(auc)}: 0.5 is a guess, 1 is always right. Drift begins above ${formatNumber(limit)}; chance alone gives up to ${formatNumber(noise)}.`,
    features.length > 0 && featuresTable(features),
  );
}

function featuresTable(features: DomainClassifier['features']): HTMLElement {
  const table = new DataTable<DomainClassifier['features'][number]>({
    label: 'What tells the sides apart',
    nameColumn: 0,
    key: ({ name }) => name,
    sort: null,
    columns: [
      { title: 'Told apart by', cell: ({ name }) => nameText(name) },
      { title: 'Share', class: 'end', cell: ({ share }) => numberText(share, formatShare) },
    ],
  });
  table.setRows(features);
  return table.node;
}

function reconstructionBlock({ error, expected, low, high, components }: Reconstruction): HTMLElement {
  return block(
    'Do the columns go together as before?',
    `What ${countOf(components, 'main component')} of the reference cannot express of a row is ${formatNumber(error)} on average now. In parts of the reference it is ${formatNumber(expected)}, and usual is from ${formatNumber(low)} to ${formatNumber(high)} (three standard deviations).`,
  );
}

function correlationsBlock(correlations: readonly CorrelationChange[]): HTMLElement {
  if (correlations.length === 0)
    return block('Correlations that changed', 'No pair of columns has a correlation that changed by 0.1 or more beyond chance.');
  const table = new DataTable<CorrelationChange>({
    label: 'Correlations that changed',
    nameColumn: 0,
    key: ({ columns }) => JSON.stringify(columns),
    sort: null,
    columns: [
      { title: 'Columns', cell: ({ columns: [first, second] }) => element('span', {}, nameText(first), ' and ', nameText(second)) },
      { title: 'Measure', cell: ({ measure }) => measureName(measure) },
      { title: 'From', class: 'end', cell: ({ from }) => numberText(from) },
      { title: 'To', class: 'end', cell: ({ to }) => numberText(to) },
      { title: 'P-value', class: 'end', cell: ({ pValue }) => numberText(pValue) },
    ],
  });
  table.setRows(correlations);
  return block('Correlations that changed', 'P-values are adjusted over all pairs (Benjamini and Hochberg).', table.node);
}

function block(title: string, words: string, more: Child = null): HTMLElement {
  return element('div', { class: 'detail-block' }, element('h3', {}, title), element('p', { class: 'prose' }, words), more);
}

function leftOut({ reason, columns }: TogetherDrift['leftOut'][number]): HTMLElement {
  const shown = columns.slice(0, SHOWN_NAMES).map(visibleText).join(', ');
  const more = columns.length > SHOWN_NAMES ? ` and ${countOf(columns.length - SHOWN_NAMES, 'more column')}` : '';
  return element('p', { class: 'muted small' }, 'Left out: ', element('bdi', {}, shown), `${more}. ${reason}`);
}
