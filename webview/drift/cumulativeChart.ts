import { type Distribution } from '../../src/drift/contract';
import { bottomAxis, leftAxis } from '../kit/axis';
import { element, svg } from '../kit/element';
import { formatNumber, formatShare } from '../kit/format';
import { sidesLegend } from '../kit/legend';
import { responsiveChart } from '../kit/responsiveChart';
import { linearScale } from '../kit/scale';
import { niceTicks } from '../kit/ticks';
import { cumulativeShares, largestGap } from './shares';
import { linePath } from './stepPath';

type Numeric = Extract<Distribution, { kind: 'numeric' }>;

const HEIGHT = 210;
const TOP = 8;
const BASE = HEIGHT - 24;
const LEFT = 54;

/** The share of values below each edge of the bins, for both sides, with the place where they are farthest apart. */
export function cumulativeChart(distribution: Numeric): HTMLElement {
  const [reference, current] = [cumulativeShares(distribution.reference), cumulativeShares(distribution.current)];
  const { index, gap } = largestGap(reference, current);
  const place = distribution.edges[index] ?? 0;
  const words =
    gap > 0
      ? `Largest gap ${formatShare(gap)} at ${formatNumber(place)}: ${formatShare(reference[index] ?? 0)} of the reference and ${formatShare(current[index] ?? 0)} of the current values are below it.`
      : 'No gap between the two at any edge of the bins.';
  const chart = responsiveChart(width => [draw(distribution.edges, { reference, current, index, words }, width)]);
  return element(
    'figure',
    {},
    element('figcaption', { class: 'chart-head' }, element('h3', {}, 'Share of values below'), sidesLegend()),
    chart.node,
    element('p', { class: 'muted small' }, words),
  );
}

function draw(
  edges: readonly number[],
  curves: { reference: readonly number[]; current: readonly number[]; index: number; words: string },
  width: number,
): SVGElement {
  const x = linearScale([edges[0] ?? 0, edges.at(-1) ?? 1], [LEFT, width - 12]);
  const y = linearScale([0, 1], [BASE, TOP]);
  const path = (shares: readonly number[]): string => linePath(shares.map((share, index) => [x(edges[index] ?? 0), y(share)] as const));
  const at = x(edges[curves.index] ?? 0);
  const picture = svg('svg', { width, height: HEIGHT, role: 'img', 'aria-label': `Cumulative shares of both sides. ${curves.words}` });
  picture.append(
    leftAxis({ scale: y, ticks: [0, 0.25, 0.5, 0.75, 1], format: share => `${share * 100} %` }, { from: LEFT, to: width - 12 }),
    svg('path', { class: 'step-reference', d: path(curves.reference) }),
    svg('path', { class: 'step-current', d: path(curves.current) }),
    svg('line', {
      class: 'gap-line',
      x1: at,
      x2: at,
      y1: y(curves.reference[curves.index] ?? 0),
      y2: y(curves.current[curves.index] ?? 0),
    }),
    bottomAxis(
      { scale: x, ticks: niceTicks(edges[0] ?? 0, edges.at(-1) ?? 1, Math.max(3, width / 90)) },
      { from: LEFT, to: width - 12, y: BASE },
    ),
  );
  return picture;
}
