import { type Child, element, on } from './element';
import { rowSpan, scrolledTo } from './virtualWindow';

export interface ListItem {
  readonly key: string;
  readonly content: readonly Child[];
  /** Said of it, where the content alone is not enough. */
  readonly label?: string;
  /** Undefined: it is chosen, not checked. */
  readonly checked?: boolean;
}

interface ListOptions {
  readonly label: string;
  readonly emptyText: string;
  readonly onChoose: (key: string) => void;
  /** Another key pressed on an item. @returns whether it did something. */
  readonly onKey?: (key: string, event: KeyboardEvent) => boolean;
  /** A button inside of an item was clicked. */
  readonly onAction?: (key: string, action: string) => void;
}

const ROW = 26;
let lists = 0;

/** A list of any length: only what is seen is in the document. Up and down move, Enter and Space choose. */
export class VirtualList {
  readonly node: HTMLElement;
  private readonly id = `list-${++lists}`;
  private readonly body = element('div', { class: 'list-body', role: 'presentation' });
  private items: readonly ListItem[] = [];
  private active = 0;
  private waiting = false;

  constructor(private readonly options: ListOptions) {
    this.node = element('div', { class: 'virtual-list', role: 'listbox', tabindex: 0, 'aria-label': options.label }, this.body);
    this.node.addEventListener('scroll', () => this.later());
    on(this.node, 'keydown', event => this.key(event));
    on(this.body, 'click', event => this.click(event));
    new ResizeObserver(() => this.later()).observe(this.node);
  }

  /** Where one has scrolled to stays. */
  setItems(items: readonly ListItem[]): void {
    this.items = items;
    this.active = Math.max(0, Math.min(this.active, items.length - 1));
    this.body.style.height = `${Math.max(1, items.length) * ROW}px`;
    this.draw();
  }

  /** Moves the active item, e.g. from the keys of a search field above. */
  move(by: number): void {
    this.active = Math.max(0, Math.min(this.items.length - 1, this.active + by));
    this.node.scrollTop = scrolledTo(
      { from: this.node.scrollTop, size: this.node.clientHeight },
      this.active * ROW,
      (this.active + 1) * ROW,
    );
    this.draw();
  }

  chooseActive(): void {
    const item = this.items[this.active];
    if (item) this.options.onChoose(item.key);
  }

  private later(): void {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  private draw(): void {
    const { items } = this;
    const span = rowSpan({ top: this.node.scrollTop, height: this.node.clientHeight || 400 }, ROW, items.length, 4);
    const rows = items.slice(span.first, span.end).map((item, index) => this.row(item, span.first + index));
    if (items.length === 0) rows.push(element('div', { class: 'empty list-empty' }, this.options.emptyText));
    this.body.replaceChildren(...rows);
    const isDrawn = this.active >= span.first && this.active < span.end;
    if (isDrawn) this.node.setAttribute('aria-activedescendant', `${this.id}-${this.active}`);
    else this.node.removeAttribute('aria-activedescendant');
  }

  private row(item: ListItem, index: number): HTMLElement {
    const row = element(
      'div',
      {
        class: `list-row ${index === this.active ? 'active' : ''}`,
        role: 'option',
        id: `${this.id}-${index}`,
        'data-index': index,
        'aria-label': item.label,
        'aria-posinset': index + 1,
        'aria-setsize': this.items.length,
        'aria-checked': item.checked === undefined ? null : String(item.checked),
        'aria-selected': String(item.checked ?? index === this.active),
      },
      item.checked === undefined ? null : element('span', { class: 'check', 'aria-hidden': 'true' }),
      ...item.content,
    );
    row.style.transform = `translateY(${index * ROW}px)`;
    return row;
  }

  private key(event: KeyboardEvent): void {
    const item = this.items[this.active];
    if (item && this.options.onKey?.(item.key, event) === true) return event.preventDefault();
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9 };
    const step = steps[event.key];
    if (step === undefined && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (step === undefined) this.chooseActive();
    else this.move(step);
  }

  private click(event: MouseEvent): void {
    const target = event.target as Element;
    const index = Number(target.closest<HTMLElement>('.list-row')?.dataset['index'] ?? -1);
    const item = this.items[index];
    if (!item) return;
    this.active = index;
    const action = target.closest<HTMLElement>('[data-action]')?.dataset['action'];
    if (action === undefined) this.options.onChoose(item.key);
    else this.options.onAction?.(item.key, action);
  }
}
