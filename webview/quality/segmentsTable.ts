import { type QualityFeature, type QualityMetric, type QualitySegment } from '../../src/quality/contract';
import { DataTable } from '../kit/dataTable';
import { formatCount, formatSigned } from '../kit/format';
import { nameText, numberText } from '../kit/valueText';
import { metricName } from './metricWords';

/** A metric for each value or range of values of a feature. */
export function segmentsTable(feature: QualityFeature, metric: QualityMetric): HTMLElement {
  const table = new DataTable<QualitySegment>({
    label: 'Quality by value',
    nameColumn: 0,
    key: segment => segment.label,
    sort: null,
    columns: [
      { title: 'Value', cell: segment => nameText(segment.label) },
      { title: 'Reference rows', class: 'end', cell: segment => formatCount(segment.reference.rows) },
      { title: 'Current rows', class: 'end', cell: segment => formatCount(segment.current.rows) },
      { title: `${metricName(metric)}, reference`, class: 'end', cell: segment => numberText(segment.reference.values[metric]) },
      { title: 'Current', class: 'end', cell: segment => numberText(segment.current.values[metric]) },
      { title: 'Difference', class: 'end', cell: segment => numberText(differenceOf(segment, metric), formatSigned) },
    ],
  });
  table.setRows(feature.segments);
  return table.node;
}

function differenceOf({ reference, current }: QualitySegment, metric: QualityMetric): number | null {
  const [before, after] = [reference.values[metric] ?? null, current.values[metric] ?? null];
  return before === null || after === null ? null : after - before;
}
