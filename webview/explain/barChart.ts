import { bottomAxis } from '../kit/axis';
import { element, on, svg } from '../kit/element';
import { formatFully, formatNumber } from '../kit/format';
import { fitText, measureText } from '../kit/measureText';
import { responsiveChart } from '../kit/responsiveChart';
import { linearScale, type Scale } from '../kit/scale';
import { niceTicks } from '../kit/ticks';
import { hideTooltip, showTooltip } from '../kit/tooltip';

export interface Bar {
  readonly label: string;
  readonly value: number;
}

const ROW = 34;
const BAR = 20;
const TOP = 4;
const AXIS = 42;

/** Mean absolute SHAP values as bars, in the order given. */
export function barChart(bars: readonly Bar[], label: string): HTMLElement {
  const chart = responsiveChart(width => [draw(bars, label, width)]);
  return element('figure', {}, chart.node);
}

function draw(bars: readonly Bar[], label: string, width: number): SVGElement {
  const height = TOP + bars.length * ROW + AXIS;
  const left = Math.min(width * 0.4, 14 + Math.max(0, ...bars.map(bar => measureText(bar.label))));
  const high = Math.max(1e-300, ...bars.map(bar => bar.value));
  const right = width - 64;
  const x = linearScale([0, high], [left, right]);
  const picture = svg('svg', { width, height, role: 'img', 'aria-label': label });
  picture.append(
    ...bars.map((bar, index) => drawBar(bar, TOP + index * ROW, { x, left, width })),
    bottomAxis({ scale: x, ticks: niceTicks(0, high, Math.max(3, (right - left) / 90)) }, { from: left, to: right, y: height - AXIS }),
    svg('line', { class: 'axis-line', x1: left, x2: left, y1: TOP, y2: height - AXIS }),
    svg(
      'text',
      { class: 'axis-title', x: (left + right) / 2, y: height - 6, 'text-anchor': 'middle' },
      'mean(|SHAP value|), average impact on model output',
    ),
  );
  return picture;
}

function drawBar(bar: Bar, top: number, place: { x: Scale; left: number; width: number }): SVGElement {
  const end = place.x(bar.value);
  const middle = top + ROW / 2;
  const group = svg(
    'g',
    {},
    svg('text', { x: place.left - 8, y: middle + 4, 'text-anchor': 'end' }, fitText(bar.label, place.left - 10)),
    svg('rect', { class: 'shap-positive', x: place.left, y: middle - BAR / 2, width: Math.max(0, end - place.left), height: BAR }),
    svg('text', { x: end + 6, y: middle + 4 }, formatNumber(bar.value)),
    svg('rect', { class: 'hit', x: 0, y: top, width: place.width, height: ROW }),
  );
  on(group, 'pointermove', event => showTooltip(event, bar.label, `mean(|SHAP value|) ${formatFully(bar.value)}`));
  return on(group, 'pointerleave', hideTooltip);
}
