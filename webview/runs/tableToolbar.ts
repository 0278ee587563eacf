import { type RunKeys } from '../../src/domain/run';
import { type RunsLayout } from '../../src/runs/contract';
import { button, dropdown } from '../kit/controls';
import { element, on, refill } from '../kit/element';
import { openColumnChooser } from './columnChooser';
import { groupWord, openGroupPick } from './groupPick';
import { orderedColumns } from './layout';
import { type RunsView } from './runsView';

interface ToolbarOptions {
  readonly view: () => RunsView;
  readonly keys: () => RunKeys;
  readonly layout: () => RunsLayout;
  readonly onView: (part: Partial<RunsView>) => void;
  readonly onLayout: (layout: RunsLayout) => void;
  readonly onResetLayout: () => void;
  readonly onExport: () => void;
}

/** Which runs are shown, how they are grouped, and which columns they have. */
export class TableToolbar {
  readonly node = element('div', { class: 'toolbar-buttons' });
  private canExport = false;
  private drawn = '';

  constructor(private readonly options: ToolbarOptions) {
    this.draw();
  }

  /** The columns in the order in which they are shown. */
  columns(): readonly string[] {
    return orderedColumns(this.options.layout());
  }

  showExport(canExport: boolean): void {
    if (canExport === this.canExport) return;
    this.canExport = canExport;
    this.draw();
  }

  draw(): void {
    const view = this.options.view();
    const signature = JSON.stringify([view.shown, view.groupBy, view.statistic, view.nest, this.canExport]);
    if (signature === this.drawn) return;
    this.drawn = signature;
    const plain = view.groupBy === '' && view.sortColumn === '';
    refill(
      this.node,
      dropdown('Show', SHOWN, view.shown, shown => this.options.onView({ shown })),
      this.groupButton(view),
      view.groupBy !== '' && dropdown('with', STATISTICS, view.statistic, statistic => this.options.onView({ statistic })),
      plain && view.shown === 'active' && this.nestBox(view),
      this.columnsButton(),
      this.canExport && button('Export CSV…', this.options.onExport),
    );
  }

  private groupButton(view: RunsView): HTMLElement {
    const control = button(`Group by: ${groupWord(view.groupBy)}`, () =>
      openGroupPick(control, this.options.keys(), groupBy => this.options.onView({ groupBy, folded: [] })),
    );
    control.setAttribute('aria-haspopup', 'dialog');
    return control;
  }

  private nestBox(view: RunsView): HTMLElement {
    const box = element('input', { type: 'checkbox', checked: view.nest });
    on(box, 'change', () => this.options.onView({ nest: box.checked }));
    return element(
      'label',
      { class: 'check-label', title: 'Runs below their parents, while nothing is filtered or sorted' },
      box,
      ' Nested',
    );
  }

  private columnsButton(): HTMLElement {
    const control = button('Columns…', () =>
      openColumnChooser(control, {
        keys: this.options.keys(),
        layout: this.options.layout,
        onChange: this.options.onLayout,
        onReset: this.options.onResetLayout,
      }),
    );
    control.setAttribute('aria-haspopup', 'dialog');
    return control;
  }
}

const SHOWN = [
  { value: 'active', text: 'active' },
  { value: 'deleted', text: 'deleted' },
  { value: 'all', text: 'active and deleted' },
];
const STATISTICS = [
  { value: 'mean', text: 'mean' },
  { value: 'min', text: 'least' },
  { value: 'max', text: 'greatest' },
];
