import { type Distribution } from '../../src/domain/distribution';
import { bottomAxis } from '../kit/axis';
import { element, on, svg } from '../kit/element';
import { formatNumber, formatShare } from '../kit/format';
import { sidesLegend } from '../kit/legend';
import { fitText, measureText } from '../kit/measureText';
import { responsiveChart } from '../kit/responsiveChart';
import { linearScale, type Scale } from '../kit/scale';
import { niceTicks } from '../kit/ticks';
import { hideTooltip, showTooltip } from '../kit/tooltip';
import { type CategoryChange, categoryChanges } from './categoryChanges';
import { chartFigure, type SavePicture } from './chartFigure';

type Categorical = Extract<Distribution, { kind: 'categorical' }>;

const ROW = 24;
const TOP = 4;
const AXIS = 24;

/** Categories as pairs of bars, the most frequent first; the rest only in words, for it can be many times each of them. */
export function categoryChart(distribution: Categorical, save: SavePicture): HTMLElement {
  const all = categoryChanges(distribution);
  const rows = all.slice(0, distribution.categories.length);
  const others = all[rows.length];
  const rest =
    others &&
    element(
      'p',
      { class: 'muted small' },
      `All other categories together: ${formatShare(others.reference)} of the reference, ${formatShare(others.current)} of the current data.`,
    );
  const chart = responsiveChart(width => [draw(rows, width)]);
  return chartFigure({ title: 'Share of each category', chart: chart.node, beside: [sidesLegend()], below: [rest], save });
}

function draw(rows: readonly CategoryChange[], width: number): SVGElement {
  const height = TOP + rows.length * ROW + AXIS;
  const left = Math.min(width * 0.35, 24 + Math.max(...rows.map(row => measureText(row.label))));
  const high = Math.max(1e-12, ...rows.flatMap(row => [row.reference, row.current]));
  const x = linearScale([0, high], [left, width - 24]);
  const picture = svg('svg', {
    width,
    height,
    role: 'img',
    'aria-label': 'Shares of each category in the reference and the current data; its numbers are in the table below.',
  });
  picture.append(
    ...rows.map((row, index) => categoryRow(row, TOP + index * ROW, { x, left, width })),
    bottomAxis(
      { scale: x, ticks: niceTicks(0, high, width / 120), format: share => `${formatNumber(share * 100)} %` },
      { from: left, to: width - 24, y: height - AXIS },
    ),
  );
  return picture;
}

function categoryRow(row: CategoryChange, top: number, place: { x: Scale; left: number; width: number }): SVGElement {
  const bar = (name: string, share: number, y: number): SVGElement =>
    svg('rect', {
      class: `bar-${name}-solid`,
      x: place.left,
      y,
      width: Math.max(share > 0 ? 1 : 0, place.x(share) - place.left),
      height: 8,
    });
  const group = svg(
    'g',
    {},
    svg('text', { x: place.left - 8, y: top + 15, 'text-anchor': 'end' }, fitText(row.label, place.left - 12)),
    bar('reference', row.reference, top + 3),
    bar('current', row.current, top + 12),
    svg('rect', { class: 'hit', x: 0, y: top, width: place.width, height: ROW }),
  );
  on(group, 'pointermove', event =>
    showTooltip(event, row.label, `reference ${formatShare(row.reference)}`, `current ${formatShare(row.current)}`),
  );
  return on(group, 'pointerleave', hideTooltip);
}
