import { type ExplainReport } from '../../src/explain/contract';
import { DataTable } from '../kit/dataTable';
import { element } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { formatNumber, formatSigned } from '../kit/format';
import { dataValueText, nameText, numberText } from '../kit/valueText';
import { namedOutput } from './outputs';
import { featureWithValue, pushSentence } from './pushSentence';
import { waterfallChart } from './waterfallChart';
import { waterfallSteps } from './waterfallRows';

/** One kept row for one output. */
export interface RowView {
  readonly report: ExplainReport;
  readonly output: number;
  readonly keptRow: number;
  readonly values: readonly number[];
}

/** Why the model says what it says of one row: a sentence, the waterfall, and all its values as a table. */
export function rowDetail(view: RowView): HTMLElement {
  return element(
    'div',
    { class: 'row-detail' },
    element('p', { class: 'push-sentence' }, sentence(view)),
    element('div', { class: 'beside' }, waterfall(view), valuesTable(view)),
  );
}

function sentence(view: RowView): string {
  const { report, keptRow } = view;
  return pushSentence({
    row: report.rowIndex[keptRow] ?? keptRow,
    output: namedOutput(report, view.output),
    features: report.features,
    featureValues: report.page?.featureValues[keptRow] ?? [],
    values: view.values,
  });
}

function waterfall(view: RowView): HTMLElement {
  const { report, keptRow, values } = view;
  const base = report.baseValues[view.output] ?? 0;
  const steps = waterfallSteps(base, values);
  const labels = steps.map(step =>
    step.feature === null
      ? countOf(step.count, 'other feature')
      : featureWithValue(report.features[step.feature] ?? '', report.page?.featureValues[keptRow]?.[step.feature]),
  );
  const prediction = base + values.reduce((sum, value) => sum + value, 0);
  const row = report.rowIndex[keptRow] ?? keptRow;
  return waterfallChart({
    steps,
    labels,
    base,
    prediction,
    label: `Waterfall of row ${row}: from the base value ${formatNumber(base)} to ${formatNumber(prediction)}; its values are in the table beside it.`,
  });
}

interface Entry {
  readonly place: number;
  readonly feature: string;
  readonly value: number | string | null;
  readonly shap: number;
}

function valuesTable(view: RowView): HTMLElement {
  const { report, keptRow } = view;
  const entries = report.features.map((feature, index): Entry => ({
    place: index,
    feature,
    value: report.page?.featureValues[keptRow]?.[index] ?? null,
    shap: view.values[index] ?? 0,
  }));
  const table = new DataTable<Entry>({
    label: `SHAP values of row ${report.rowIndex[keptRow] ?? keptRow}`,
    class: 'sticky-head scrolling',
    nameColumn: 0,
    key: entry => String(entry.place),
    sort: { column: 2, descending: true },
    columns: [
      { title: 'Feature', cell: entry => nameText(entry.feature), sortKey: entry => entry.feature },
      { title: 'Value', class: 'end', cell: entry => dataValueText(entry.value) },
      {
        title: 'SHAP value',
        class: 'end',
        cell: entry => numberText(entry.shap, formatSigned),
        sortKey: entry => Math.abs(entry.shap),
        greatestFirst: true,
      },
    ],
  });
  table.setRows(entries);
  return table.node;
}
