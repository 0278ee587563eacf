import { EventEmitter, l10n, type Memento } from 'vscode';
import { type Disposable } from '../../base/disposable';
import { oneLine } from '../../base/oneLine';
import { type ViewType } from '../../domain/experiment';
import { setContext } from '../../workbench/commands';
import { type ContextKey } from '../../workbench/contributions';

/** What a view shows of its list: which rows, and in which order. */
export interface Listing {
  /** In MLflow's grammar; empty: all. */
  readonly filter: string;
  /** An order_by clause; empty: MLflow's default order. */
  readonly orderBy: string;
  readonly view: ViewType;
}

const EVERYTHING: Listing = { filter: '', orderBy: '', view: 'active' };

/** The filter and order of one view, kept for the workspace. */
export class ListFilter implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly memory: Memento,
    private readonly contextKey: Extract<ContextKey, 'modelOps.experimentsFiltered' | 'modelOps.modelsFiltered'>,
  ) {
    setContext(contextKey, this.isOn);
  }

  get value(): Listing {
    return { ...EVERYTHING, ...this.memory.get<Partial<Listing>>(this.contextKey) };
  }

  get isOn(): boolean {
    return this.words !== null;
  }

  /** For a query; what is not set is not in it. */
  get query(): { filter?: string; orderBy?: readonly string[]; view?: ViewType } {
    const { filter, orderBy, view } = this.value;
    return {
      ...(filter === '' ? {} : { filter }),
      ...(orderBy === '' ? {} : { orderBy: [orderBy] }),
      ...(view === 'active' ? {} : { view }),
    };
  }

  /** The same for a count, which has no order. */
  get countQuery(): { filter?: string; view?: ViewType } {
    const { orderBy: _, ...query } = this.query;
    return query;
  }

  /** For the view's description: "metrics.auc > 0.8 · by start_time · deleted too"; null where everything is shown. */
  get words(): string | null {
    const { filter, orderBy, view } = this.value;
    const shown = view === 'active' ? '' : view === 'deleted' ? l10n.t('deleted') : l10n.t('deleted too');
    const parts = [oneLine(filter, 60), orderBy === '' ? '' : l10n.t('by {0}', oneLine(orderBy, 40)), shown].filter(part => part !== '');
    return parts.length === 0 ? null : parts.join(' · ');
  }

  async change(more: Partial<Listing>): Promise<void> {
    await this.memory.update(this.contextKey, { ...this.value, ...more });
    setContext(this.contextKey, this.isOn);
    this.changed.fire();
  }

  async clear(): Promise<void> {
    await this.change(EVERYTHING);
  }

  dispose(): void {
    this.changed.dispose();
  }
}
