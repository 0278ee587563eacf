import { type VersionComparison, type VersionsReport } from '../../src/versions/contract';
import { segments, tabs } from '../kit/controls';
import { element, refill } from '../kit/element';
import { type ReportActions } from '../kit/reportHost';
import { loadView, saveView } from '../kit/viewState';
import { comparisonSections } from './comparisonSections';
import { sidesTable } from './sidesTable';
import { trendView } from './trendView';

/** How the page is looked at: kept over a reload. `show` is empty until one of the two is chosen. */
const defaults = { tab: 'comparison', show: '', metric: '' };

/** From this many rows on, what is the same is left out at first. */
const MANY_ROWS = 20;

/** The comparison and the plot over all versions, or the one of them that there is. */
export function versionsBody({ comparison, trend }: VersionsReport, actions: ReportActions | null): HTMLElement {
  let view = loadView(defaults);
  const change = (part: Partial<typeof defaults>): void => saveView((view = { ...view, ...part }));
  const compared = comparison && comparisonView(comparison, actions, { show: view.show, onShow: show => change({ show }) });
  const ringed = comparison === null ? [] : [comparison.from.version, comparison.to.version];
  const plot = trend && trendView(trend, { metric: view.metric, onMetric: metric => change({ metric }), ringed });
  if (!compared || !plot) return element('div', { class: 'versions' }, compared, plot);
  const all = [
    { id: 'comparison', title: 'Comparison', content: compared },
    { id: 'trend', title: 'Metrics over versions', content: plot },
  ];
  const active = all.some(({ id }) => id === view.tab) ? view.tab : defaults.tab;
  return element(
    'div',
    { class: 'versions' },
    tabs('Views', all, active, tab => change({ tab })),
  );
}

interface ShowLook {
  readonly show: string;
  readonly onShow: (show: string) => void;
}

function comparisonView(comparison: VersionComparison, actions: ReportActions | null, look: ShowLook): HTMLElement {
  const sections = element('div');
  const draw = (show: string): void => refill(sections, ...comparisonSections(comparison, { onlyDifferent: show === 'differences' }));
  const first = look.show === '' ? (rowCount(comparison) > MANY_ROWS ? 'differences' : 'all') : look.show;
  const choices = [
    { value: 'differences', text: 'differences only' },
    { value: 'all', text: 'everything' },
  ];
  const toggle = segments('Show', choices, first, show => {
    look.onShow(show);
    draw(show);
  });
  draw(first);
  return element('div', {}, sidesTable(comparison, actions), element('div', { class: 'toolbar' }, toggle), sections);
}

function rowCount({ signature, metrics, params, versionTags, runTags, datasets, files }: VersionComparison): number {
  const lists = [signature.inputs, signature.outputs, signature.params, metrics, params, versionTags, runTags, datasets, files.rows];
  return lists.reduce((sum, list) => sum + list.length, 0);
}
