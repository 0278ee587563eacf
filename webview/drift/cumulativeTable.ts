import { DataTable } from '../kit/dataTable';
import { formatShare, formatShareChange } from '../kit/format';
import { numberText } from '../kit/valueText';
import { type CumulativePoint } from './cumulativeCurves';

/** The shares behind the cumulative curves. */
export function cumulativeTable(points: readonly CumulativePoint[]): HTMLElement {
  const table = new DataTable<CumulativePoint>({
    label: 'Shares of values at most',
    nameColumn: 0,
    key: point => String(point.at),
    sort: null,
    columns: [
      { title: 'At most', class: 'end', cell: point => numberText(point.at) },
      { title: 'Reference', class: 'end', cell: point => formatShare(point.reference) },
      { title: 'Current', class: 'end', cell: point => formatShare(point.current) },
      { title: 'Gap (points)', class: 'end', cell: point => numberText(point.current - point.reference, formatShareChange) },
    ],
  });
  table.setRows(points);
  return table.node;
}
