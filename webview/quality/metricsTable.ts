import { type QualityReport, type QualityRow, type QualityValue } from '../../src/quality/contract';
import { DataTable } from '../kit/dataTable';
import { type Child, element } from '../kit/element';
import { formatNumber, formatSigned } from '../kit/format';
import { icon } from '../kit/icon';
import { numberText } from '../kit/valueText';
import { visibleText } from '../kit/visibleText';
import { metricMeaning, metricName } from './metricWords';
import { outcomes } from './verdict';

/** Every metric on both sides with its interval, and whether it moved by more than chance. */
export function metricsTable({ metrics, task }: QualityReport): HTMLElement {
  const table = new DataTable<QualityRow>({
    label: 'Metrics of both sides',
    class: 'metrics',
    nameColumn: 0,
    key: row => row.metric,
    sort: null,
    columns: [
      {
        title: 'Metric',
        cell: row =>
          element(
            'span',
            { class: 'stacked' },
            element('span', { class: 'name', title: metricMeaning(row.metric, task) }, metricName(row.metric)),
            row.note !== null && element('span', { class: 'muted small' }, visibleText(row.note)),
          ),
      },
      { title: 'Reference', class: 'end', cell: row => intervalText(row.reference) },
      { title: 'Current', class: 'end', cell: row => intervalText(row.current) },
      { title: 'Difference', class: 'end', cell: row => intervalText(row.difference, formatSigned) },
      { title: 'Verdict', cell: outcomeMark },
    ],
  });
  table.setRows(metrics);
  return element(
    'section',
    { 'aria-label': 'Metrics' },
    element('h2', {}, 'Metrics'),
    table.node,
    element('p', { class: 'muted small' }, 'Below each value: the middle 95 % of what the same rows, drawn again and again, give.'),
  );
}

function outcomeMark({ outcome }: QualityRow): Child {
  const { icon: sign, word } = outcomes[outcome];
  return element('span', { class: `mark mark-${outcome}` }, icon(sign), ' ', word);
}

/** A value above its interval. */
export function intervalText({ value, low, high }: QualityValue, format = formatNumber): HTMLElement {
  return element(
    'span',
    { class: 'stacked' },
    numberText(value, format),
    low !== null && high !== null && element('span', { class: 'muted small number' }, `${format(low)} to ${format(high)}`),
  );
}
