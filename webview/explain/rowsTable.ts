import { type ExplainReport } from '../../src/explain/contract';
import { DataTable, type TableColumn, type TableSort } from '../kit/dataTable';
import { element } from '../kit/element';
import { formatSigned } from '../kit/format';
import { dataValueText, nameText, numberText } from '../kit/valueText';

export interface RowsTableOptions {
  readonly report: ExplainReport;
  readonly output: number;
  readonly values: readonly (readonly number[])[];
  readonly sort: TableSort;
  readonly onSort: (sort: TableSort) => void;
  readonly onChoose: (keptRow: number) => void;
}

/** Every kept row with its prediction, its target and what pushes it most. Choosing one explains it. */
export function rowsTable(options: RowsTableOptions): DataTable<number> {
  const { report, output, values } = options;
  const prediction = (row: number): number | null => report.page?.predictions[row]?.[output] ?? null;
  const targets = report.page?.targets ?? null;
  const columns: TableColumn<number>[] = [
    { title: 'Row', cell: row => String(report.rowIndex[row] ?? row), sortKey: row => report.rowIndex[row] ?? row },
    { title: 'f(x)', class: 'end', cell: row => numberText(prediction(row)), sortKey: prediction, greatestFirst: true },
  ];
  if (targets)
    columns.push({
      title: report.page?.request.target ?? 'Target',
      class: 'end',
      cell: row => dataValueText(targets[row]),
      sortKey: row => targets[row] ?? null,
      greatestFirst: true,
    });
  columns.push({
    title: 'Pushed most by',
    class: 'push-column',
    cell: row => strongest(report, values[row] ?? []),
    sortKey: row => Math.abs(strongestValue(values[row] ?? []).value),
    greatestFirst: true,
  });
  const table = new DataTable<number>({
    label: 'Explained rows',
    class: 'sticky-head scrolling',
    nameColumn: 0,
    key: String,
    sort: options.sort,
    onSort: options.onSort,
    onChoose: options.onChoose,
    columns,
  });
  table.setRows(values.map((_, row) => row));
  return table;
}

function strongest(report: ExplainReport, values: readonly number[]): HTMLElement {
  const { feature, value } = strongestValue(values);
  return element('span', {}, nameText(report.features[feature] ?? ''), ' ', numberText(value, formatSigned));
}

function strongestValue(values: readonly number[]): { feature: number; value: number } {
  let found = { feature: 0, value: values[0] ?? 0 };
  values.forEach((value, feature) => {
    if (Math.abs(value) > Math.abs(found.value)) found = { feature, value };
  });
  return found;
}
