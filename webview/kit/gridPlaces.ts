import { type GridColumn } from './gridModel';
import { columnEdges, columnSpan, scrolledTo, type Span } from './virtualWindow';

const EXTRA_COLUMNS = 2;

/** Which columns of a grid are drawn, and where: the pinned ones always, of the others those that are seen. */
export class GridPlaces {
  private readonly pinned: readonly GridColumn[];
  private readonly others: readonly GridColumn[];
  private readonly pinnedEdges: readonly number[];
  private readonly edges: readonly number[];
  private span: Span = { first: 0, end: 0 };

  constructor(readonly columns: readonly GridColumn[]) {
    this.pinned = columns.filter(column => column.pinned);
    this.others = columns.filter(column => !column.pinned);
    this.pinnedEdges = columnEdges(this.pinned.map(column => column.width));
    this.edges = columnEdges(this.others.map(column => column.width));
  }

  get width(): number {
    return this.pinnedWidth + (this.edges.at(-1) ?? 0);
  }

  /** The same for as long as the same columns are drawn. */
  get signature(): string {
    return `${this.span.first}-${this.span.end}`;
  }

  /** @returns whether other columns are drawn now. */
  scrollTo(left: number, width: number): boolean {
    const span = columnSpan({ left, width: Math.max(0, width - this.pinnedWidth) }, this.edges, EXTRA_COLUMNS);
    const moved = span.first !== this.span.first || span.end !== this.span.end;
    this.span = span;
    return moved;
  }

  /** Each drawn column with its place among all. */
  map<T>(make: (column: GridColumn, index: number) => T): T[] {
    const { first, end } = this.span;
    return [
      ...this.pinned.map(make),
      ...this.others.slice(first, end).map((column, index) => make(column, this.pinned.length + first + index)),
    ];
  }

  /** Gives a cell the width and the place of its column. */
  place(cell: HTMLElement, index: number): HTMLElement {
    const column = this.columns[index];
    if (column === undefined) return cell;
    cell.style.width = `${column.width}px`;
    const other = index - this.pinned.length;
    if (other < 0) {
      cell.classList.add('pinned');
      if (other === -1) cell.classList.add('last-pinned');
      cell.style.left = `${this.pinnedEdges[index] ?? 0}px`;
    } else cell.style.marginLeft = other === this.span.first ? `${this.edges[other] ?? 0}px` : '';
    return cell;
  }

  scrolledToColumn(index: number, left: number, width: number): number {
    const other = index - this.pinned.length;
    if (other < 0) return left;
    const view = { from: left, size: Math.max(0, width - this.pinnedWidth) };
    return scrolledTo(view, this.edges[other] ?? 0, this.edges[other + 1] ?? 0);
  }

  private get pinnedWidth(): number {
    return this.pinnedEdges.at(-1) ?? 0;
  }
}
