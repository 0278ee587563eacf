import { type Child } from './element';
import { type Span } from './virtualWindow';

export interface GridColumn {
  readonly id: string;
  readonly title: string;
  /** Small and before the title, e.g. what kind of key it is. */
  readonly kind?: string;
  readonly width: number;
  /** Stays at the left. Pinned columns come first. */
  readonly pinned: boolean;
  readonly numeric?: boolean;
  readonly sort?: 'ascending' | 'descending' | null;
  /** Why the column cannot be sorted, or null if it can. */
  readonly notSortable?: string | null;
}

export interface GridCell {
  readonly children: readonly Child[];
  readonly title?: string | null;
  readonly class?: string;
}

export interface GridRowState {
  readonly class?: string;
  readonly selected?: boolean;
  /** Null where there is nothing to expand. */
  readonly expanded?: boolean | null;
  /** From 1, in a tree. */
  readonly level?: number;
}

/** What a grid shows, asked for what is seen only. What can be done is there as a listener; what is not there cannot be done. */
export interface GridModel {
  readonly label: string;
  readonly tree: boolean;
  readonly rowHeight: number;
  /** The column whose cells name their rows. */
  readonly nameColumn: string;
  columns(): readonly GridColumn[];
  rowCount(): number;
  /** All rows that there are, where not all are loaded; -1 if that is not known. */
  totalRows?(): number;
  /** The same for the same thing, wherever it stands. */
  rowKey(row: number): string;
  /** Another object where a cell of the row changed. */
  rowData(row: number): unknown;
  rowState(row: number): GridRowState;
  cell(row: number, column: string): GridCell;
  onSort?(column: string): void;
  onSelect?(row: number, how: { readonly toggle: boolean; readonly range: boolean }): void;
  onSelectAll?(): void;
  onOpen?(row: number): void;
  onToggle?(row: number): void;
  onShown?(span: Span): void;
  onResize?(column: string, width: number): void;
  /** A heading was dropped on another one. */
  onMove?(column: string, onto: string): void;
}
