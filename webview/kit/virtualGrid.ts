import { element, on, refill } from './element';
import { gridHeading } from './gridHeading';
import { gridKey } from './gridKeys';
import { type GridCell, type GridColumn, type GridModel, type GridRowState } from './gridModel';
import { GridPlaces } from './gridPlaces';
import { rowSpan, scrolledTo, type Span } from './virtualWindow';

const EXTRA_ROWS = 6;
let grids = 0;

/** A row in the document, and what it was drawn from. */
interface DrawnRow {
  readonly node: HTMLElement;
  readonly look: string;
  readonly data: unknown;
  /** Which columns it has. */
  columns: string;
  cells: ReadonlyMap<number, HTMLElement>;
}

/**
 * A table of any size: only the rows and columns that are seen are in the document. Rows that did not change keep their
 * elements. The keyboard moves an active cell; `aria-activedescendant` names it, since the element of a cell comes and goes.
 */
export class VirtualGrid {
  readonly node: HTMLElement;
  private readonly id = `grid-${++grids}`;
  private readonly head = element('div', { class: 'grid-head', role: 'row', 'aria-rowindex': 1 });
  private readonly body = element('div', { class: 'grid-body', role: 'rowgroup' });
  private readonly canvas = element('div', { class: 'grid-canvas', role: 'presentation' }, this.head, this.body);
  private readonly rows = new Map<string, DrawnRow>();
  private places: GridPlaces;
  private span: Span = { first: 0, end: 0 };
  private size = { width: 0, height: 0 };
  private waiting = false;
  /** Row -1 is the heading. */
  private active = { row: -1, column: 0 };

  constructor(private readonly model: GridModel) {
    this.places = new GridPlaces(model.columns());
    this.node = element(
      'div',
      { class: 'grid', role: model.tree ? 'treegrid' : 'grid', tabindex: 0, 'aria-label': model.label },
      this.canvas,
    );
    if (model.onSelect) this.node.setAttribute('aria-multiselectable', 'true');
    this.node.addEventListener('scroll', () => this.later());
    on(this.node, 'keydown', event => this.key(event));
    on(this.node, 'focus', () => this.markActive());
    on(this.body, 'click', event => this.click(event));
    on(this.body, 'dblclick', event => this.open(event));
    new ResizeObserver(() => this.measure()).observe(this.node);
  }

  /** Draws again what changed: columns, rows, or what is in them. Where one has scrolled to stays. */
  refresh(): void {
    this.rows.clear();
    refill(this.body);
    this.update();
  }

  /** The same where the columns stayed: rows whose data are the same object keep their element. */
  update(): void {
    const { model } = this;
    const places = new GridPlaces(model.columns());
    this.places = places;
    const count = model.rowCount();
    this.node.setAttribute('aria-rowcount', String((model.totalRows?.() ?? count) + 1));
    this.node.setAttribute('aria-colcount', String(places.columns.length));
    this.canvas.style.width = `${places.width}px`;
    this.body.style.height = `${count * model.rowHeight}px`;
    this.active = {
      row: Math.min(this.active.row, count - 1),
      column: Math.min(this.active.column, Math.max(0, places.columns.length - 1)),
    };
    this.drawHead();
    this.draw();
  }

  /** How far one has scrolled, to be kept over a reload. */
  get scrolled(): { readonly top: number; readonly left: number } {
    return { top: this.node.scrollTop, left: this.node.scrollLeft };
  }

  scrollTo(place: { readonly top: number; readonly left: number }): void {
    this.node.scrollTop = place.top;
    this.node.scrollLeft = place.left;
    this.later();
  }

  private measure(): void {
    const { clientWidth: width, clientHeight: height } = this.node;
    if (width === this.size.width && height === this.size.height) return;
    this.size = { width, height };
    this.later();
  }

  private later(): void {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      if (this.places.scrollTo(this.node.scrollLeft, this.node.clientWidth)) this.drawHead();
      this.draw();
    });
  }

  private drawHead(): void {
    const { model, places } = this;
    places.scrollTo(this.node.scrollLeft, this.node.clientWidth);
    const hadFocus = this.head.contains(document.activeElement);
    refill(
      this.head,
      ...places.map((column, index) => {
        const heading = gridHeading(column, { index, id: this.cellId(-1, index), model });
        return places.place(heading, index);
      }),
    );
    if (hadFocus) this.node.focus();
    this.markActive();
  }

  private draw(): void {
    const { model, node } = this;
    const count = model.rowCount();
    const view = { top: node.scrollTop, height: Math.max(0, node.clientHeight - this.head.offsetHeight) };
    this.span = rowSpan(view, model.rowHeight, count, EXTRA_ROWS);
    const kept = new Set<string>();
    for (let row = this.span.first; row < this.span.end; row++) {
      const key = model.rowKey(row);
      kept.add(key);
      const made = this.rowElement(row, key);
      made.style.transform = `translateY(${row * model.rowHeight}px)`;
      made.setAttribute('aria-rowindex', String(row + 2));
      if (made.parentNode !== this.body) this.body.append(made);
    }
    for (const [key, { node: old }] of this.rows) {
      if (kept.has(key)) continue;
      old.remove();
      this.rows.delete(key);
    }
    this.markActive();
    model.onShown?.(this.span);
  }

  private rowElement(row: number, key: string): HTMLElement {
    const { model, places } = this;
    const state = model.rowState(row);
    const data = model.rowData(row);
    const look = `${row}|${state.class ?? ''}|${state.selected}|${state.expanded}|${state.level}`;
    const before = this.rows.get(key);
    const isSame = before?.look === look && before.data === data;
    const drawn: DrawnRow = isSame ? before : { node: this.emptyRow(row, state), look, data, columns: '', cells: new Map() };
    if (!isSame) {
      before?.node.replaceWith(drawn.node);
      this.rows.set(key, drawn);
    }
    if (drawn.columns !== places.signature) this.fillRow(drawn, row);
    return drawn.node;
  }

  /** Puts the cells of the drawn columns into a row: those that are there already stay. */
  private fillRow(drawn: DrawnRow, row: number): void {
    const { model, places } = this;
    const cells = new Map<number, HTMLElement>();
    places.map((column, index) => {
      const cell = drawn.cells.get(index) ?? this.cell(model.cell(row, column.id), column, { row, index });
      cells.set(index, places.place(cell, index));
    });
    for (const [index, cell] of drawn.cells) if (!cells.has(index)) cell.remove();
    let next: HTMLElement | null = null;
    for (const cell of [...cells.values()].reverse()) {
      if (cell.parentNode !== drawn.node) drawn.node.insertBefore(cell, next);
      next = cell;
    }
    drawn.cells = cells;
    drawn.columns = places.signature;
  }

  private emptyRow(row: number, state: GridRowState): HTMLElement {
    return element('div', {
      class: `grid-row ${state.class ?? ''} ${state.selected ? 'selected' : ''}`,
      role: 'row',
      'data-row': row,
      'aria-level': state.level,
      'aria-expanded': state.expanded === null || state.expanded === undefined ? null : String(state.expanded),
      'aria-selected': this.model.onSelect ? String(state.selected === true) : null,
    });
  }

  private cell(content: GridCell, column: GridColumn, at: { readonly row: number; readonly index: number }): HTMLElement {
    const isName = column.id === this.model.nameColumn;
    return element(
      'div',
      {
        class: `grid-cell ${column.numeric ? 'end' : ''} ${content.class ?? ''}`,
        role: isName ? 'rowheader' : 'gridcell',
        id: this.cellId(at.row, at.index),
        'aria-colindex': at.index + 1,
        title: content.title,
        'data-column': at.index,
      },
      ...content.children,
    );
  }

  private cellId(row: number, column: number): string {
    return `${this.id}-${row}-${column}`;
  }

  private markActive(): void {
    this.node.querySelector('.active-cell')?.classList.remove('active-cell');
    const cell = document.getElementById(this.cellId(this.active.row, this.active.column));
    if (cell === null || !this.node.contains(cell)) return this.node.removeAttribute('aria-activedescendant');
    cell.classList.add('active-cell');
    this.node.setAttribute('aria-activedescendant', cell.id);
  }

  private key(event: KeyboardEvent): void {
    if (event.target !== this.node) return;
    const page = Math.max(1, Math.floor(this.node.clientHeight / this.model.rowHeight) - 2);
    const pressed = gridKey(event, this.active, { rows: this.model.rowCount(), columns: this.places.columns.length, page });
    if (pressed === null) return;
    event.preventDefault();
    if (pressed.kind === 'move') this.moveTo(pressed.row, pressed.column, event.shiftKey);
    else if (pressed.kind === 'all') this.model.onSelectAll?.();
    else this.press(pressed.kind, event);
  }

  private press(kind: 'select' | 'open' | 'expand' | 'collapse', event: KeyboardEvent): void {
    const { row, column } = this.active;
    const { model, places } = this;
    if (row < 0) {
      const heading = places.columns[column];
      if (heading && (kind === 'select' || kind === 'open')) model.onSort?.(heading.id);
      return;
    }
    if (kind === 'select') model.onSelect?.(row, { toggle: true, range: event.shiftKey });
    else if (kind === 'open') model.onOpen?.(row);
    else if (model.rowState(row).expanded === (kind === 'collapse')) model.onToggle?.(row);
    else this.moveTo(row, column + (kind === 'expand' ? 1 : -1), false);
  }

  private moveTo(row: number, column: number, select: boolean): void {
    const { model, places } = this;
    this.active = {
      row: Math.max(-1, Math.min(model.rowCount() - 1, row)),
      column: Math.max(0, Math.min(places.columns.length - 1, column)),
    };
    if (this.active.row >= 0) {
      const height = this.node.clientHeight - this.head.offsetHeight;
      const start = this.active.row * model.rowHeight;
      this.node.scrollTop = scrolledTo({ from: this.node.scrollTop, size: height }, start, start + model.rowHeight);
    }
    this.node.scrollLeft = places.scrolledToColumn(this.active.column, this.node.scrollLeft, this.node.clientWidth);
    if (select && this.active.row >= 0) model.onSelect?.(this.active.row, { toggle: false, range: true });
    if (places.scrollTo(this.node.scrollLeft, this.node.clientWidth)) this.drawHead();
    this.draw();
  }

  private click(event: MouseEvent): void {
    const place = placeOf(event);
    if (place === null) return;
    this.active = place;
    this.node.focus({ preventScroll: true });
    const target = event.target as Element;
    if (target.closest('.twistie')) this.model.onToggle?.(place.row);
    else if (!this.model.onSelect) this.model.onOpen?.(place.row);
    else
      this.model.onSelect(place.row, {
        toggle: target.closest('.check') !== null || event.ctrlKey || event.metaKey,
        range: event.shiftKey,
      });
    this.markActive();
  }

  private open(event: MouseEvent): void {
    const place = placeOf(event);
    if (place !== null && !(event.target as Element).closest('.check, .twistie')) this.model.onOpen?.(place.row);
  }
}

function placeOf(event: MouseEvent): { readonly row: number; readonly column: number } | null {
  const cell = (event.target as Element).closest<HTMLElement>('.grid-cell');
  const row = cell?.closest<HTMLElement>('.grid-row');
  if (!cell || !row) return null;
  return { row: Number(row.dataset['row']), column: Number(cell.dataset['column']) };
}
