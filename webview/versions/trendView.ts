import { STAGE_ORDER } from './stageOrder';
import { type MetricTrend } from '../../src/versions/contract';
import { dropdown } from '../kit/controls';
import { DataTable } from '../kit/dataTable';
import { element, refill, svg } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { formatSigned } from '../kit/format';
import { responsiveChart } from '../kit/responsiveChart';
import { nameText, numberText, timeText } from '../kit/valueText';
import { visibleText } from '../kit/visibleText';
import { stageMark } from './stageMark';
import { trendChart } from './trendChart';
import { missingWords, type TrendPoint, trendMetrics, trendPoints } from './trendPoints';

interface TrendLook {
  readonly metric: string;
  readonly onMetric: (metric: string) => void;
  /** Versions that are compared, if any. */
  readonly ringed: readonly string[];
}

/** A chosen metric of the source runs over the versions of a model: a plot, what is not in it and why, and the table behind it. */
export function trendView(trend: MetricTrend, look: TrendLook): HTMLElement {
  const metrics = trendMetrics(trend);
  const first = metrics.includes(look.metric) ? look.metric : metrics[0];
  if (first === undefined) {
    return element('div', {}, element('p', { class: 'empty' }, 'None of these versions has a metric.'), ...notes(trend, ''));
  }
  const shown = element('div');
  const show = (metric: string): void => refill(shown, ...picture(trend, metric, look.ringed));
  const choices = metrics.map(metric => ({ value: metric, text: visibleText(metric) }));
  const choose = dropdown('Metric', choices, first, metric => {
    look.onMetric(metric);
    show(metric);
  });
  show(first);
  return element('div', {}, element('div', { class: 'toolbar' }, choose, legend(trend, look.ringed.length > 0)), shown);
}

function picture(trend: MetricTrend, metric: string, ringed: readonly string[]): readonly HTMLElement[] {
  const points = trendPoints(trend, metric);
  const hasValues = points.some(({ value }) => value !== null);
  const chart = responsiveChart(width => [trendChart({ metric, points, ringed }, width)]);
  const title = element('h2', {}, visibleText(metric), ' over versions');
  return [
    element('figure', { class: 'trend' }, element('figcaption', {}, title), hasValues ? chart.node : noValues()),
    ...notes(trend, metric),
    table(metric, points),
  ];
}

function noValues(): HTMLElement {
  return element('p', { class: 'empty' }, 'No version has a value that can be drawn.');
}

function notes(trend: MetricTrend, metric: string): readonly HTMLElement[] {
  const oldest = trend.versions[0];
  const older = trend.hasOlder && oldest ? [`Versions older than v${oldest.version} are not shown.`] : [];
  return [...missingWords(trend, metric), ...older].map(text => element('p', { class: 'muted small' }, visibleText(text)));
}

function legend({ versions }: MetricTrend, hasRings: boolean): HTMLElement {
  const stages = STAGE_ORDER.filter(stage => versions.some(version => version.stage === stage));
  const entries = stages.map(stage =>
    element(
      'span',
      { class: 'legend-entry' },
      svg('svg', { width: 16, height: 16, 'aria-hidden': 'true' }, stageMark(stage, 8, 8)),
      stage === 'None' ? 'no stage' : stage,
    ),
  );
  const ring = svg('svg', { width: 22, height: 22, 'aria-hidden': 'true' }, svg('circle', { class: 'trend-ring', cx: 11, cy: 11, r: 9 }));
  return element('div', { class: 'legend' }, ...entries, hasRings && element('span', { class: 'legend-entry' }, ring, 'compared'));
}

function table(metric: string, points: readonly TrendPoint[]): HTMLElement {
  const data = new DataTable<TrendPoint>({
    label: `Versions and their ${visibleText(metric)}`,
    class: 'compared',
    nameColumn: 0,
    key: ({ version }) => version.version,
    sort: { column: 0, descending: true },
    columns: [
      { title: 'Version', cell: ({ version }) => `v${version.version}`, sortKey: ({ place }) => place, greatestFirst: true },
      {
        title: visibleText(metric),
        class: 'end',
        cell: ({ value }) => numberText(value),
        sortKey: ({ value }) => value,
        greatestFirst: true,
      },
      { title: 'Change', class: 'end', cell: ({ change }) => numberText(change, formatSigned), sortKey: ({ change }) => change },
      { title: 'Stage', cell: ({ version }) => version.stage, sortKey: ({ version }) => STAGE_ORDER.indexOf(version.stage) },
      {
        title: 'Aliases',
        cell: ({ version }) => nameText(aliasWords(version.aliases)),
        sortKey: ({ version }) => aliasWords(version.aliases),
      },
      { title: 'Source run', cell: ({ version }) => nameText(version.runName ?? '–'), sortKey: ({ version }) => version.runName },
      { title: 'Created', cell: ({ version }) => timeText(version.createdAt), sortKey: ({ version }) => version.createdAt },
    ],
  });
  data.setRows(points);
  return element('section', { 'aria-label': 'Versions' }, element('h2', {}, countOf(points.length, 'version')), data.node);
}

function aliasWords(aliases: readonly string[]): string {
  return aliases.length === 0 ? '–' : aliases.map(alias => `@${alias}`).join(', ');
}
