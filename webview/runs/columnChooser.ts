import { type RunKeys } from '../../src/domain/run';
import { type RunsLayout } from '../../src/runs/contract';
import { button, textField } from '../kit/controls';
import { type Child, element, on } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { icon } from '../kit/icon';
import { closePopupOf, openPopup } from '../kit/popup';
import { type ListItem, VirtualList } from '../kit/virtualList';
import { visibleText } from '../kit/visibleText';
import { allColumns, matchingColumns } from './columnChoices';
import { columnTitle } from './columnWords';
import { moveColumn, orderedColumns, showColumns, toggleColumn, togglePinned } from './layout';

interface ChooserOptions {
  readonly keys: RunKeys;
  readonly layout: () => RunsLayout;
  readonly onChange: (layout: RunsLayout) => void;
  readonly onReset: () => void;
}

const LABEL = 'Columns';

/** Opens the choice of columns below a button: all that there are on the left, those that are shown, in their order, on the right. */
export function openColumnChooser(anchor: HTMLElement, options: ChooserOptions): void {
  if (closePopupOf(LABEL)) return;
  const chooser = new ColumnChooser(options);
  openPopup(anchor, chooser.node, { label: LABEL, class: 'column-chooser' });
  chooser.focus();
}

class ColumnChooser {
  readonly node: HTMLElement;
  private readonly all: readonly string[];
  private text = '';
  private readonly matches: VirtualList;
  private readonly shown: VirtualList;
  private readonly counted = element('span', { class: 'muted', role: 'status' });
  private readonly field;

  constructor(private readonly options: ChooserOptions) {
    this.all = allColumns(options.keys);
    this.matches = new VirtualList({
      label: 'All columns',
      emptyText: 'No column has this name.',
      onChoose: id => this.change(toggleColumn(options.layout(), id)),
    });
    this.shown = new VirtualList({
      label: 'Shown columns. Alt and the up and down arrows move one, P pins it, Delete hides it.',
      emptyText: 'No column is shown.',
      onChoose: () => undefined,
      onKey: (id, event) => this.key(id, event),
      onAction: (id, action) => this.act(id, action),
    });
    this.field = textField({ label: 'Search columns', placeholder: 'search columns…', value: '', onInput: text => this.search(text) });
    on(this.field, 'keydown', event => this.fieldKey(event));
    this.node = element(
      'div',
      { class: 'chooser' },
      element('div', { class: 'chooser-side' }, this.field, this.matches.node, this.matchActions()),
      element(
        'div',
        { class: 'chooser-side' },
        element('div', { class: 'chooser-title' }, 'Shown, in this order'),
        this.shown.node,
        element('div', { class: 'chooser-actions' }, this.counted, button('Default columns', options.onReset)),
      ),
    );
    this.draw();
  }

  focus(): void {
    this.field.focus();
  }

  private matchActions(): HTMLElement {
    const both = (shown: boolean) => () => this.change(showColumns(this.options.layout(), matchingColumns(this.all, this.text), shown));
    return element('div', { class: 'chooser-actions' }, button('Show these', both(true)), button('Hide these', both(false)));
  }

  private search(text: string): void {
    this.text = text;
    this.draw();
  }

  private fieldKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) this.matches.move(step);
    else if (event.key === 'Enter') this.matches.chooseActive();
    else return;
    event.preventDefault();
  }

  private key(id: string, event: KeyboardEvent): boolean {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      this.act(id, event.key === 'ArrowUp' ? 'up' : 'down');
      this.shown.move(event.key === 'ArrowUp' ? -1 : 1);
      return true;
    }
    const action = event.key === 'Delete' ? 'hide' : event.key.toLowerCase() === 'p' ? 'pin' : null;
    if (action !== null) this.act(id, action);
    return action !== null;
  }

  private act(id: string, action: string): void {
    const layout = this.options.layout();
    if (action === 'up') this.change(moveColumn(layout, id, -1));
    if (action === 'down') this.change(moveColumn(layout, id, 1));
    if (action === 'pin') this.change(togglePinned(layout, id));
    if (action === 'hide') this.change(toggleColumn(layout, id));
  }

  private change(layout: RunsLayout): void {
    this.options.onChange(layout);
    this.draw();
  }

  private draw(): void {
    const layout = this.options.layout();
    const shown = new Set(layout.columns);
    this.matches.setItems(matchingColumns(this.all, this.text).map(id => ({ ...named(id), checked: shown.has(id) })));
    this.shown.setItems(orderedColumns(layout).map(id => shownItem(id, layout.pinned.includes(id))));
    this.counted.textContent = countOf(layout.columns.length, 'column');
  }
}

function named(id: string): ListItem {
  const { name, kind } = columnTitle(id);
  const word = kind ?? 'attribute';
  return {
    key: id,
    label: `${word} ${name}`,
    content: [element('bdi', { class: 'list-name', title: name }, visibleText(name)), element('span', { class: 'list-kind' }, word)],
  };
}

function shownItem(id: string, pinned: boolean): ListItem {
  const item = named(id);
  const action = (name: string, title: string, sign: Child): HTMLElement =>
    element('span', { class: `list-action ${name === 'pin' && pinned ? 'on' : ''}`, 'data-action': name, title }, sign);
  return {
    ...item,
    label: `${item.label ?? ''}${pinned ? ', pinned' : ''}`,
    content: [
      ...item.content,
      action('up', 'Move up (Alt+Up)', icon('up')),
      action('down', 'Move down (Alt+Down)', icon('down')),
      action('pin', pinned ? 'Unpin (P)' : 'Pin at the left (P)', icon('pin')),
      action('hide', 'Hide (Delete)', icon('cross')),
    ],
  };
}
