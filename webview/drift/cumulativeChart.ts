import { type Distribution, type DistributionGap } from '../../src/domain/distribution';
import { bottomAxis, leftAxis } from '../kit/axis';
import { element, svg } from '../kit/element';
import { formatNumber, formatShare } from '../kit/format';
import { sidesLegend } from '../kit/legend';
import { responsiveChart } from '../kit/responsiveChart';
import { linearScale } from '../kit/scale';
import { niceTicks } from '../kit/ticks';
import { chartFigure, type SavePicture } from './chartFigure';
import { cumulativeCurves, type CumulativePoint } from './cumulativeCurves';
import { cumulativeTable } from './cumulativeTable';
import { linePath } from './stepPath';

type Numeric = Extract<Distribution, { kind: 'numeric' }>;

const HEIGHT = 210;
const TOP = 8;
const BASE = HEIGHT - 24;
const LEFT = 54;

/** The share of values at most each edge of the bins, for both sides, with the gap that Kolmogorov and Smirnov measure. */
export function cumulativeChart(distribution: Numeric, save: SavePicture): HTMLElement {
  const { points, gap } = cumulativeCurves(distribution);
  const words = gapWords(gap, distribution.gap !== undefined);
  const chart = responsiveChart(width => [draw(points, { gap, words }, width)]);
  return chartFigure({
    title: 'Share of values at most',
    chart: chart.node,
    beside: [sidesLegend()],
    below: [element('p', { class: 'muted small' }, words)],
    table: element('details', {}, element('summary', {}, 'The shares as a table'), cumulativeTable(points)),
    save,
  });
}

/** @param exact whether the gap was measured over the values, not over the edges of the bins. */
function gapWords(gap: DistributionGap, exact: boolean): string {
  const size = Math.abs(gap.reference - gap.current);
  if (size === 0) return exact ? 'No gap between the two anywhere.' : 'No gap between the two at any edge of the bins.';
  const shares = `${formatShare(gap.reference)} of the reference and ${formatShare(gap.current)} of the current values are at most that`;
  const measured = exact ? `Kolmogorov–Smirnov’s D = ${formatNumber(size)}` : `Largest gap at an edge of the bins ${formatShare(size)}`;
  return `${measured} at ${formatNumber(gap.at)}: ${shares}.`;
}

function draw(points: readonly CumulativePoint[], marked: { gap: DistributionGap; words: string }, width: number): SVGElement {
  const [low, high] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 1];
  const x = linearScale([low, high], [LEFT, width - 12]);
  const y = linearScale([0, 1], [BASE, TOP]);
  const path = (side: 'reference' | 'current'): string => linePath(points.map(point => [x(point.at), y(point[side])] as const));
  const { gap, words } = marked;
  const at = x(gap.at);
  const picture = svg('svg', { width, height: HEIGHT, role: 'img', 'aria-label': `Cumulative shares of both sides. ${words}` });
  picture.append(
    leftAxis({ scale: y, ticks: [0, 0.25, 0.5, 0.75, 1], format: share => `${share * 100} %` }, { from: LEFT, to: width - 12 }),
    svg('path', { class: 'step-reference', d: path('reference') }),
    svg('path', { class: 'step-current', d: path('current') }),
    svg('line', { class: 'gap-line', x1: at, x2: at, y1: y(gap.reference), y2: y(gap.current) }),
    bottomAxis({ scale: x, ticks: niceTicks(low, high, Math.max(3, width / 90)) }, { from: LEFT, to: width - 12, y: BASE }),
  );
  return picture;
}
