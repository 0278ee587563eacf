import { type RunAction } from '../../src/runs/contract';
import { button } from '../kit/controls';
import { element, refill } from '../kit/element';
import { countOf } from '../../src/base/countOf';

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
    refill(
      this.node,
      element('span', { class: 'selected-count', role: 'status' }, `${countOf(selected.count, 'run')} selected`),
      ...offered(selected).map(([action, text]) =>
        button(text, () => this.actions.onAction(action), action === 'compare' ? 'primary' : 'secondary'),
      ),
    );
  }
}

type Offer = readonly [action: RunAction | 'compare' | 'export' | 'clear', text: string, isPossible: boolean];

function offered({ count, deleted, canWrite, canExport }: Selected): readonly Offer[] {
  const one = count === 1;
  const all: readonly Offer[] = [
    ['compare', one ? 'Show curves' : 'Compare', true],
    ['open', 'Open', one],
    ['rename', 'Rename…', canWrite && one],
    ['tag', 'Tag…', canWrite],
    ['note', 'Note…', canWrite && one],
    ['register', 'Register…', canWrite && one],
    ['delete', 'Delete…', canWrite && deleted < count],
    ['restore', 'Restore', canWrite && deleted > 0],
    ['copyIds', one ? 'Copy ID' : 'Copy IDs', true],
    ['export', 'Export CSV…', canExport],
    ['clear', 'Clear', true],
  ];
  return all.filter(([, , isPossible]) => isPossible);
}
