import { type Child, element, on, refill } from './element';
import { appendInChunks } from './chunks';
import { moveFocus } from './rowFocus';
import { sortRows } from './sortRows';

export interface TableColumn<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Child;
  /** What the column is sorted by; without it the column is not sortable. */
  readonly sortKey?: (row: Row) => number | string | null;
  /** Sorting by this column for the first time shows the greatest first. */
  readonly greatestFirst?: boolean;
  /** Also the name of the column's width class. */
  readonly class?: string;
}

export interface TableSort {
  readonly column: number;
  readonly descending: boolean;
}

export interface TableOptions<Row> {
  readonly label: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly class?: string;
  /** The column whose cells name their rows. */
  readonly nameColumn: number;
  readonly key: (row: Row) => string;
  /** Null: as given. */
  readonly sort: TableSort | null;
  readonly onSort?: (sort: TableSort) => void;
  /** With it, rows can be chosen: a click, Enter, and the arrow keys to move between them. */
  readonly onChoose?: (row: Row) => void;
  /** Shown below the chosen row. */
  readonly detail?: (row: Row) => HTMLElement;
}

/**
 * A table of many rows: sortable by its headings, rows reachable by keyboard, drawn in portions so that a thousand rows
 * do not keep the first ones waiting. Rows are built once and moved when the order changes.
 */
export class DataTable<Row> {
  readonly node: HTMLElement;
  private readonly head = element('tr');
  private readonly body = element('tbody');
  private readonly built = new Map<string, HTMLTableRowElement>();
  private rows: readonly Row[] = [];
  private sort: TableSort | null;
  private chosen: string | null = null;
  private detailRow: HTMLTableRowElement | null = null;

  constructor(private readonly options: TableOptions<Row>) {
    this.sort = options.sort;
    const columns = options.columns.map(column => element('col', { class: column.class }));
    const table = element(
      'table',
      { 'aria-label': options.label },
      element('colgroup', {}, ...columns),
      element('thead', {}, this.head),
      this.body,
    );
    if (options.detail) new ResizeObserver(() => this.fitDetail()).observe(table);
    if (options.onChoose) on(this.body, 'keydown', event => moveFocus(this.body, event));
    this.node = element('div', { class: `table-frame ${options.class ?? ''} ${options.onChoose ? 'choosable' : ''}` }, table);
  }

  /** Shows these rows, in the table's order. */
  setRows(rows: readonly Row[]): void {
    this.rows = rows;
    this.draw();
  }

  /** Marks a row as chosen and opens its detail; null closes. `chosen` may be a key that is not among the rows. */
  choose(chosen: string | null): void {
    this.detailRow?.remove();
    this.detailRow = null;
    if (this.chosen !== null) this.mark(this.chosen, false);
    this.chosen = chosen;
    if (chosen === null) return;
    this.mark(chosen, true);
    this.openDetail();
  }

  /** The element of a row that was drawn already. */
  rowElement(key: string): HTMLElement | undefined {
    return this.built.get(key);
  }

  private draw(): void {
    refill(this.head, ...this.options.columns.map((column, index) => this.heading(column, index)));
    this.detailRow?.remove();
    this.detailRow = null;
    const sorted = this.sorted();
    const chosenAt = this.chosen === null ? -1 : sorted.findIndex(row => this.options.key(row) === this.chosen);
    appendInChunks(this.body, sorted, { build: row => this.row(row), atOnce: chosenAt + 1 });
    if (chosenAt >= 0) this.openDetail();
    this.makeOneRowReachable();
  }

  private sorted(): readonly Row[] {
    const key = this.sort && this.options.columns[this.sort.column]?.sortKey;
    return key ? sortRows(this.rows, key, this.sort?.descending === true) : this.rows;
  }

  private heading(column: TableColumn<Row>, index: number): HTMLElement {
    const direction = this.sort?.column === index ? (this.sort.descending ? 'descending' : 'ascending') : null;
    const content = column.sortKey ? this.sortButton(column, index, direction) : column.title;
    return element('th', { scope: 'col', class: column.class, 'aria-sort': direction }, content);
  }

  private sortButton(column: TableColumn<Row>, index: number, direction: string | null): HTMLElement {
    const arrow = direction === 'descending' ? ' ▾' : direction === 'ascending' ? ' ▴' : '';
    const control = element(
      'button',
      { type: 'button', class: 'sort', title: `Sort by ${column.title.toLowerCase()}` },
      column.title,
      element('span', { 'aria-hidden': 'true' }, arrow),
    );
    return on(control, 'click', () => this.sortBy(column, index));
  }

  private sortBy(column: TableColumn<Row>, index: number): void {
    const descending = this.sort?.column === index ? !this.sort.descending : column.greatestFirst === true;
    this.sort = { column: index, descending };
    this.draw();
    this.head.querySelectorAll<HTMLElement>('th')[index]?.querySelector('button')?.focus();
    this.options.onSort?.(this.sort);
  }

  private row(row: Row): HTMLTableRowElement {
    const key = this.options.key(row);
    const known = this.built.get(key);
    if (known) return known;
    const made = element('tr', { class: 'data-row' }, ...this.options.columns.map((column, index) => this.cell(row, column, index)));
    if (this.options.onChoose) on(made, 'click', () => this.options.onChoose?.(row));
    this.built.set(key, made);
    if (key === this.chosen) this.mark(key, true);
    return made;
  }

  private cell(row: Row, column: TableColumn<Row>, index: number): HTMLElement {
    const content = column.cell(row);
    if (index !== this.options.nameColumn) return element('td', { class: column.class }, content);
    if (!this.options.onChoose) return element('th', { scope: 'row', class: column.class }, content);
    const state = this.options.detail ? { 'aria-expanded': 'false' } : {};
    return element(
      'th',
      { scope: 'row', class: column.class },
      element('button', { type: 'button', class: 'row-button', tabindex: -1, ...state }, content),
    );
  }

  private mark(key: string, chosen: boolean): void {
    const row = this.built.get(key);
    row?.classList.toggle('chosen', chosen);
    const control = row?.querySelector('.row-button');
    if (this.options.detail) control?.setAttribute('aria-expanded', String(chosen));
    else if (chosen) control?.setAttribute('aria-current', 'true');
    else control?.removeAttribute('aria-current');
  }

  private openDetail(): void {
    const row = this.chosen === null ? undefined : this.built.get(this.chosen);
    const data = this.rows.find(candidate => this.options.key(candidate) === this.chosen);
    if (row?.parentElement !== this.body || data === undefined || !this.options.detail) return;
    this.detailRow = element('tr', { class: 'detail-row' }, element('td', {}, this.options.detail(data)));
    row.after(this.detailRow);
    this.fitDetail();
  }

  /** A narrow page hides columns: a cell that spanned those too would bring empty ones in their place. */
  private fitDetail(): void {
    const shown = [...this.head.children].filter(heading => getComputedStyle(heading).display !== 'none').length;
    this.detailRow?.firstElementChild?.setAttribute('colspan', String(shown));
  }

  /** One row's button is in the Tab order; the arrow keys reach the others. */
  private makeOneRowReachable(): void {
    const chosen = this.chosen === null ? undefined : this.built.get(this.chosen);
    this.body.querySelectorAll('.row-button[tabindex="0"]').forEach(control => control.setAttribute('tabindex', '-1'));
    const target = (chosen?.parentElement === this.body ? chosen : this.body).querySelector('.row-button');
    target?.setAttribute('tabindex', '0');
  }
}
