import { type Distribution } from '../../src/domain/distribution';
import { bottomAxis, leftAxis } from '../kit/axis';
import { DataTable } from '../kit/dataTable';
import { element, on, svg } from '../kit/element';
import { formatNumber, formatShare, formatSigned } from '../kit/format';
import { responsiveChart } from '../kit/responsiveChart';
import { linearScale, padded } from '../kit/scale';
import { niceTicks } from '../kit/ticks';
import { hideTooltip, showTooltip } from '../kit/tooltip';
import { numberText } from '../kit/valueText';
import { chartFigure, type SavePicture } from './chartFigure';
import { plottedPairs, type QuantilePair, quantilePairs } from './quantilePairs';

const HEIGHT = 240;
const TOP = 8;
const BASE = HEIGHT - 40;
const LEFT = 64;

/** Quantiles of the current data over the same ones of the reference: on the line where nothing moved. Null without quantiles. */
export function quantilePlot(distribution: Extract<Distribution, { kind: 'numeric' }>, save: SavePicture): HTMLElement | null {
  const { reference, current } = distribution.summary;
  const pairs = quantilePairs(reference, current);
  if (pairs.length === 0) return null;
  const shown = plottedPairs(pairs);
  const words =
    shown.length < pairs.length
      ? 'Each dot is a percentile, from 1 % to 99 %. On the line nothing moved; above it the current values are higher.'
      : 'Each dot is a quantile. On the line nothing moved; above it the current values are higher.';
  return chartFigure({
    title: 'Quantile–quantile',
    chart: responsiveChart(width => [draw(shown, width, words)]).node,
    below: [element('p', { class: 'muted small' }, words)],
    table: element('details', {}, element('summary', {}, 'The quantiles as a table'), pairsTable(pairs)),
    save,
  });
}

function draw(pairs: readonly QuantilePair[], width: number, words: string): SVGElement {
  const values = pairs.flatMap(({ reference, current }) => [reference, current]);
  const domain = padded(Math.min(...values), Math.max(...values), 0.03);
  const x = linearScale(domain, [LEFT, width - 12]);
  const y = linearScale(domain, [BASE, TOP]);
  const picture = svg('svg', { width, height: HEIGHT, role: 'img', 'aria-label': `Quantiles of both sides. ${words}` });
  picture.append(
    leftAxis({ scale: y, ticks: niceTicks(domain[0], domain[1], 5) }, { from: LEFT, to: width - 12 }),
    bottomAxis({ scale: x, ticks: niceTicks(domain[0], domain[1], Math.max(3, width / 110)) }, { from: LEFT, to: width - 12, y: BASE }),
    svg('text', { class: 'axis-title', x: width - 12, y: HEIGHT - 6, 'text-anchor': 'end' }, 'reference'),
    svg('text', { class: 'axis-title', x: LEFT + 6, y: TOP + 10 }, 'current'),
    svg('line', { class: 'gap-line', x1: x(domain[0]), y1: y(domain[0]), x2: x(domain[1]), y2: y(domain[1]) }),
    ...pairs.map(pair => dot(pair, x(pair.reference), y(pair.current))),
  );
  return picture;
}

function dot(pair: QuantilePair, cx: number, cy: number): SVGElement {
  const mark = svg('circle', { class: 'dot-current', cx, cy, r: 3 });
  on(mark, 'pointermove', event =>
    showTooltip(
      event,
      `quantile ${formatShare(pair.at)}`,
      `reference ${formatNumber(pair.reference)}`,
      `current ${formatNumber(pair.current)}`,
    ),
  );
  return on(mark, 'pointerleave', hideTooltip);
}

function pairsTable(pairs: readonly QuantilePair[]): HTMLElement {
  const table = new DataTable<QuantilePair>({
    label: 'Pairs of quantiles',
    nameColumn: 0,
    key: pair => String(pair.at),
    sort: null,
    columns: [
      { title: 'Quantile', cell: pair => formatShare(pair.at) },
      { title: 'Reference', class: 'end', cell: pair => numberText(pair.reference) },
      { title: 'Current', class: 'end', cell: pair => numberText(pair.current) },
      { title: 'Change', class: 'end', cell: pair => numberText(pair.current - pair.reference, formatSigned) },
    ],
  });
  table.setRows(pairs);
  return table.node;
}
