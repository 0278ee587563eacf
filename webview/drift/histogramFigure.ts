import { type Distribution } from '../../src/domain/distribution';
import { bottomAxis, leftAxis } from '../kit/axis';
import { segments } from '../kit/controls';
import { on, svg } from '../kit/element';
import { formatCount, formatNumber, formatShare } from '../kit/format';
import { sidesLegend } from '../kit/legend';
import { responsiveChart } from '../kit/responsiveChart';
import { linearScale, logScale, type Scale } from '../kit/scale';
import { niceTicks, powersOfTen } from '../kit/ticks';
import { hideTooltip, showTooltip } from '../kit/tooltip';
import { chartFigure, type SavePicture } from './chartFigure';
import { toShares } from './shares';
import { stepPath } from './stepPath';

type Numeric = Extract<Distribution, { kind: 'numeric' }>;

/** Which heights the histogram has: 'share', 'count' or 'log' (shares on a logarithmic axis). */
export interface HistogramScale {
  readonly scale: string;
  readonly onScale: (scale: string) => void;
}

interface HistogramView extends HistogramScale {
  readonly save: SavePicture;
  /** The counts are not known: heights are shares. */
  readonly sharesOnly: boolean;
}

const HEIGHT = 210;
const TOP = 8;
const BASE = HEIGHT - 24;
const choices = [
  { value: 'share', text: 'share' },
  { value: 'count', text: 'count' },
  { value: 'log', text: 'log' },
];

/** The full histogram of a numeric column: the reference filled, the current data as an outline over it. */
export function histogramFigure(distribution: Numeric, view: HistogramView): HTMLElement {
  const { sharesOnly, save } = view;
  let scale = sharesOnly && view.scale === 'count' ? 'share' : view.scale;
  const chart = responsiveChart(width => [drawHistogram(distribution, { scale, sharesOnly }, width)]);
  const control = segments('Height of the bars', sharesOnly ? choices.filter(({ value }) => value !== 'count') : choices, scale, value => {
    scale = value;
    view.onScale(value);
    chart.redraw();
  });
  return chartFigure({ title: 'Histogram', chart: chart.node, beside: [sidesLegend(), control], save });
}

function drawHistogram(distribution: Numeric, { scale, sharesOnly }: { scale: string; sharesOnly: boolean }, width: number): SVGElement {
  const { edges } = distribution;
  const [reference, current] =
    scale === 'count' ? [distribution.reference, distribution.current] : [toShares(distribution.reference), toShares(distribution.current)];
  const heights = heightAxis([...reference, ...current], scale);
  const left = scale === 'count' ? 62 : 54;
  const x = linearScale([edges[0] ?? 0, edges.at(-1) ?? 1], [left, width - 12]);
  const scales = { x, y: heights.scale, base: BASE };
  const picture = svg('svg', {
    width,
    height: HEIGHT,
    role: 'img',
    'aria-label': 'Histogram of the reference and the current data; its numbers are in the table below.',
  });
  picture.append(
    leftAxis(heights, { from: left, to: width - 12 }),
    svg('path', { class: 'bar-reference', d: stepPath(edges, reference, scales) }),
    svg('path', { class: 'step-reference', d: stepPath(edges, reference, scales) }),
    svg('path', { class: 'step-current', d: stepPath(edges, current, scales) }),
    bottomAxis(
      { scale: x, ticks: niceTicks(edges[0] ?? 0, edges.at(-1) ?? 1, Math.max(3, width / 90)) },
      { from: left, to: width - 12, y: BASE },
    ),
    ...hits(distribution, x, sharesOnly),
  );
  return picture;
}

function heightAxis(values: readonly number[], scale: string): { scale: Scale; ticks: number[]; format: (value: number) => string } {
  const high = Math.max(...values, 1e-12);
  if (scale !== 'log')
    return { scale: linearScale([0, high], [BASE, TOP]), ticks: niceTicks(0, high, 5), format: scale === 'count' ? formatCount : percent };
  const low = 10 ** Math.floor(Math.log10(Math.min(...values.filter(value => value > 0), high)));
  return { scale: logScale([low / 2, high], [BASE, TOP]), ticks: powersOfTen(low, high), format: percent };
}

/** One tall invisible bar a bin: hovering tells its numbers. */
function hits(distribution: Numeric, x: Scale, sharesOnly: boolean): SVGElement[] {
  const counted = (value: number): string => (sharesOnly ? '' : ` (${formatCount(value)})`);
  const [reference, current] = [toShares(distribution.reference), toShares(distribution.current)];
  return distribution.reference.map((count, index) => {
    const [low, high] = [distribution.edges[index] ?? 0, distribution.edges[index + 1] ?? 0];
    const bar = svg('rect', { class: 'hit', x: x(low), y: TOP, width: Math.max(1, x(high) - x(low)), height: BASE - TOP });
    on(bar, 'pointermove', event =>
      showTooltip(
        event,
        `${formatNumber(low)} to ${formatNumber(high)}`,
        `reference ${formatShare(reference[index] ?? 0)}${counted(count)}`,
        `current ${formatShare(current[index] ?? 0)}${counted(distribution.current[index] ?? 0)}`,
      ),
    );
    return on(bar, 'pointerleave', hideTooltip);
  });
}

function percent(share: number): string {
  return `${formatNumber(share * 100)} %`;
}
