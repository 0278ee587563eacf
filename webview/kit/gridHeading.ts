import { element, on } from './element';
import { type GridColumn, type GridModel } from './gridModel';
import { visibleText } from './visibleText';

const NARROWEST = 48;
const WIDEST = 900;

/** A heading: a click sorts, dragging moves the column, its right edge changes the width. */
export function gridHeading(
  column: GridColumn,
  at: { readonly index: number; readonly id: string; readonly model: GridModel },
): HTMLElement {
  const { model } = at;
  const sortable = model.onSort !== undefined && (column.notSortable ?? null) === null;
  const arrow = arrowOf(column);
  const heading = element(
    'div',
    {
      class: `grid-cell grid-heading ${column.numeric ? 'end' : ''} ${sortable ? 'sortable' : ''}`,
      role: 'columnheader',
      id: at.id,
      'aria-colindex': at.index + 1,
      'aria-sort': sortable ? (column.sort ?? 'none') : null,
      draggable: model.onMove ? 'true' : null,
      title: hintOf(column, model),
      'data-heading': column.id,
    },
    element(
      'span',
      { class: 'heading-text' },
      column.kind && element('span', { class: 'heading-kind' }, column.kind, ' '),
      element('bdi', {}, visibleText(column.title)),
    ),
    arrow !== '' && element('span', { class: 'heading-arrow', 'aria-hidden': 'true' }, arrow),
  );
  if (sortable) on(heading, 'click', () => model.onSort?.(column.id));
  if (model.onMove) draggable(heading, column, model);
  if (model.onResize) heading.append(resizer(column, model));
  return heading;
}

function arrowOf({ sort }: GridColumn): string {
  return sort === 'descending' ? '▾' : sort === 'ascending' ? '▴' : '';
}

function hintOf(column: GridColumn, model: GridModel): string {
  const sorting = model.onSort === undefined ? null : (column.notSortable ?? 'Sort by it');
  return sorting === null ? column.title : `${column.title}\n${sorting}`;
}

function draggable(heading: HTMLElement, column: GridColumn, model: GridModel): void {
  on(heading, 'dragstart', event => event.dataTransfer?.setData('text/plain', column.id));
  on(heading, 'dragover', event => {
    event.preventDefault();
    heading.classList.add('drop-here');
  });
  on(heading, 'dragleave', () => heading.classList.remove('drop-here'));
  on(heading, 'drop', event => {
    event.preventDefault();
    const moved = event.dataTransfer?.getData('text/plain') ?? '';
    if (moved !== '' && moved !== column.id) model.onMove?.(moved, column.id);
  });
}

function resizer(column: GridColumn, model: GridModel): HTMLElement {
  const handle = element('span', { class: 'resizer', 'aria-hidden': 'true' });
  let from: number | null = null;
  on(handle, 'click', event => event.stopPropagation());
  on(handle, 'pointerdown', event => {
    event.preventDefault();
    event.stopPropagation();
    handle.setPointerCapture(event.pointerId);
    from = event.clientX;
  });
  on(handle, 'pointerup', event => {
    if (from === null) return;
    const width = Math.round(Math.max(NARROWEST, Math.min(WIDEST, column.width + event.clientX - from)));
    from = null;
    model.onResize?.(column.id, width);
  });
  return handle;
}
