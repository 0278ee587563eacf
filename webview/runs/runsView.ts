import { type ShownExperiment } from '../../src/runs/contract';
import { editor } from '../kit/editor';

/** How the page is looked at: kept over a reload of the window. */
export interface RunsView {
  readonly filter: string;
  /** The id of a column; empty: MLflow's own order. */
  readonly sortColumn: string;
  readonly descending: boolean;
  readonly shown: string;
  /** The id of a column, 'dataset', or empty. */
  readonly groupBy: string;
  readonly statistic: string;
  readonly nest: boolean;
  readonly expanded: readonly string[];
  /** Groups that were folded. */
  readonly folded: readonly string[];
  readonly selected: readonly string[];
  readonly tab: string;
  readonly compared: readonly string[];
  readonly top: number;
  readonly left: number;
  readonly compareTab: string;
  readonly x: string;
  readonly smoothing: number;
  readonly logY: boolean;
  readonly asTable: boolean;
  /** Metrics whose curves are drawn; empty: the first ones. */
  readonly curves: readonly string[];
  readonly axes: readonly string[];
  readonly scatterX: string;
  readonly scatterY: string;
  readonly differencesOnly: boolean;
}

const defaults: RunsView = {
  filter: '',
  sortColumn: '',
  descending: true,
  shown: 'active',
  groupBy: '',
  statistic: 'mean',
  nest: true,
  expanded: [],
  folded: [],
  selected: [],
  tab: 'table',
  compared: [],
  top: 0,
  left: 0,
  compareTab: 'curves',
  x: 'step',
  smoothing: 0,
  logY: false,
  asTable: false,
  curves: [],
  axes: [],
  scatterX: '',
  scatterY: '',
  differencesOnly: true,
};

/** What was kept, with the defaults for what is not there or of another type. */
function readView(kept: unknown): RunsView {
  const view = typeof kept === 'object' && kept !== null && 'view' in kept ? kept.view : null;
  if (typeof view !== 'object' || view === null) return defaults;
  const usable = Object.entries(view).filter(([key, value]) => isLike(value, defaults[key as keyof RunsView]));
  return { ...defaults, ...(Object.fromEntries(usable) as Partial<RunsView>) };
}

/** The view of this page, kept by the editor together with what the host needs to bring the page back. */
export class KeptView {
  private view = readView(editor?.getState());
  private experiments: readonly ShownExperiment[] = [];
  private placing: ReturnType<typeof setTimeout> | undefined;

  get now(): RunsView {
    return this.view;
  }

  about(experiments: readonly ShownExperiment[]): void {
    this.experiments = experiments;
    this.change({});
  }

  /** Where one has scrolled to: kept a moment later, since it changes with every frame. */
  place(place: Pick<RunsView, 'top' | 'left'>): void {
    clearTimeout(this.placing);
    this.placing = setTimeout(() => this.change(place), 200);
  }

  change(part: Partial<RunsView>): void {
    this.view = { ...this.view, ...part };
    editor?.setState({ experiments: this.experiments, view: this.view });
  }
}

function isLike(value: unknown, model: unknown): boolean {
  if (Array.isArray(model)) return Array.isArray(value) && value.every(each => typeof each === 'string');
  return model !== undefined && typeof value === typeof model;
}
