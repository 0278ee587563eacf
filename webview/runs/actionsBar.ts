import { type RunAction } from '../../src/runs/contract';
import { button } from '../kit/controls';
import { element, refill } from '../kit/element';
import { countOf } from '../kit/format';

interface Actions {
  readonly onAction: (action: RunAction | 'compare' | 'export' | 'clear') => void;
}

interface Selected {
  readonly count: number;
  readonly deleted: number;
  readonly canWrite: boolean;
  readonly canExport: boolean;
}

/** What can be done with the selected runs. What cannot be done is not there. */
export class ActionsBar {
  readonly node = element('div', { class: 'actions-bar', role: 'toolbar', 'aria-label': 'Selected runs' });
  private shown = '';

  constructor(private readonly actions: Actions) {}

  show(selected: Selected): void {
    const signature = JSON.stringify(selected);
    if (signature === this.shown) return;
    this.shown = signature;
    this.node.classList.toggle('nothing-selected', selected.count === 0);
    if (selected.count === 0) return refill(this.node, element('span', { class: 'muted' }, 'Select runs to compare, edit or export them.'));
    const act = this.actions.onAction;
    const one = selected.count === 1;
    const write = selected.canWrite;
    refill(
      this.node,
      element('span', { class: 'selected-count', role: 'status' }, `${countOf(selected.count, 'run')} selected`),
      button(one ? 'Show curves' : 'Compare', () => act('compare'), 'primary'),
      one && button('Open', () => act('open')),
      write && one && button('Rename…', () => act('rename')),
      write && button('Tag…', () => act('tag')),
      write && one && button('Note…', () => act('note')),
      write && one && button('Register…', () => act('register')),
      write && selected.deleted < selected.count && button('Delete…', () => act('delete')),
      write && selected.deleted > 0 && button('Restore', () => act('restore')),
      button(one ? 'Copy ID' : 'Copy IDs', () => act('copyIds')),
      selected.canExport && button('Export CSV…', () => act('export')),
      button('Clear', () => act('clear')),
    );
  }
}
