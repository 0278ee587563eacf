import { type FilterCompletion } from '../../src/domain/search/completeFilter';
import { element, on, refill } from '../kit/element';
import { visibleText } from '../kit/visibleText';

const MOST_SHOWN = 50;
let lists = 0;

/** What could stand at the cursor of a text field, below it. Down and up choose, Tab and Enter take, Escape closes. */
export class CompletionList {
  private readonly id = `completions-${++lists}`;
  readonly node = element('div', { class: 'completions', role: 'listbox', id: this.id, 'aria-label': 'Completions' });
  private shown: readonly FilterCompletion[] = [];
  /** -1: none yet, so that Enter sends the filter. */
  private active = -1;

  constructor(
    private readonly field: HTMLInputElement,
    private readonly onTake: (completion: FilterCompletion) => void,
  ) {
    this.node.hidden = true;
    field.setAttribute('role', 'combobox');
    field.setAttribute('aria-autocomplete', 'list');
    field.setAttribute('aria-controls', this.id);
    field.setAttribute('aria-expanded', 'false');
    // The field keeps the focus.
    on(this.node, 'pointerdown', event => event.preventDefault());
    on(this.node, 'click', event => this.click(event));
  }

  show(completions: readonly FilterCompletion[]): void {
    this.shown = completions.slice(0, MOST_SHOWN);
    this.active = -1;
    this.draw();
  }

  close(): void {
    this.show([]);
  }

  /** @returns whether the key was for the list. */
  key(event: KeyboardEvent): boolean {
    if (this.shown.length === 0) return false;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      this.active = Math.max(0, Math.min(this.shown.length - 1, this.active + step));
      this.draw();
      return true;
    }
    if (event.key === 'Escape') {
      this.close();
      return true;
    }
    const taken = event.key === 'Tab' ? this.shown[Math.max(0, this.active)] : event.key === 'Enter' ? this.shown[this.active] : undefined;
    if (taken !== undefined) this.take(taken);
    return taken !== undefined;
  }

  private click(event: MouseEvent): void {
    const index = Number((event.target as Element).closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1);
    const chosen = this.shown[index];
    if (chosen) this.take(chosen);
  }

  private take(completion: FilterCompletion): void {
    this.close();
    this.onTake(completion);
  }

  private draw(): void {
    this.node.hidden = this.shown.length === 0;
    this.field.setAttribute('aria-expanded', String(this.shown.length > 0));
    refill(
      this.node,
      ...this.shown.map((completion, index) =>
        element(
          'div',
          {
            class: `completion ${index === this.active ? 'active' : ''}`,
            role: 'option',
            id: `${this.id}-${index}`,
            'data-index': index,
            'aria-selected': String(index === this.active),
          },
          visibleText(completion.label),
        ),
      ),
    );
    if (this.active >= 0) {
      this.field.setAttribute('aria-activedescendant', `${this.id}-${this.active}`);
      this.node.children[this.active]?.scrollIntoView({ block: 'nearest' });
    } else this.field.removeAttribute('aria-activedescendant');
  }
}
