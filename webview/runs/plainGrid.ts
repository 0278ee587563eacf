import { VirtualGrid } from '../kit/virtualGrid';
import { type GridCell } from '../kit/gridModel';

interface PlainColumn {
  readonly title: string;
  readonly kind?: string;
  readonly width: number;
  readonly numeric?: boolean;
}

interface PlainTable {
  readonly label: string;
  /** The first one names the rows and stays at the left. */
  readonly columns: readonly PlainColumn[];
  readonly rows: number;
  readonly cell: (row: number, column: number) => GridCell;
  readonly rowClass?: (row: number) => string;
}

/** A table that is only read, of any size. */
export function plainGrid(table: PlainTable): HTMLElement {
  const grid = new VirtualGrid({
    label: table.label,
    tree: false,
    rowHeight: 26,
    nameColumn: '0',
    columns: () => table.columns.map((column, index) => ({ ...column, id: String(index), pinned: index === 0 })),
    rowCount: () => table.rows,
    rowKey: row => String(row),
    rowData: row => row,
    rowState: row => ({ class: table.rowClass?.(row) ?? '' }),
    cell: (row, column) => table.cell(row, Number(column)),
  });
  grid.update();
  return grid.node;
}
