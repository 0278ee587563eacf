import { type DetectedChange } from '../../src/detect/contract';
import { DataTable } from '../kit/dataTable';
import { formatCount, formatSigned } from '../kit/format';
import { numberText } from '../kit/valueText';

/** Every change with the values on both sides of its detection. @param onChoose hears which one is looked at. */
export function changesTable(changes: readonly DetectedChange[], onChoose: (change: DetectedChange) => void): DataTable<DetectedChange> {
  const made = new DataTable<DetectedChange>({
    label: 'Changes detected',
    nameColumn: 0,
    key: ({ row }) => String(row),
    sort: { column: 0, descending: false },
    onChoose,
    columns: [
      { title: 'Row', class: 'row-column', cell: ({ row }) => formatCount(row), sortKey: ({ row }) => row },
      { title: 'Value', class: 'end', cell: ({ value }) => numberText(value), sortKey: ({ value }) => value },
      { title: 'Warned from row', class: 'end', cell: ({ firstWarning }) => numberText(firstWarning, formatCount) },
      { title: 'Mean up to it', class: 'end', cell: ({ before }) => numberText(before.mean), sortKey: ({ before }) => before.mean },
      { title: 'Mean after it', class: 'end', cell: ({ after }) => numberText(after.mean), sortKey: ({ after }) => after.mean },
      { title: 'Difference', class: 'end', cell: change => numberText(difference(change), formatSigned), sortKey: difference },
      { title: 'Values up to it', class: 'end', cell: ({ before }) => formatCount(before.values), sortKey: ({ before }) => before.values },
    ],
  });
  made.setRows(changes);
  return made;
}

function difference({ before, after }: DetectedChange): number | null {
  return after.mean === null ? null : after.mean - before.mean;
}
