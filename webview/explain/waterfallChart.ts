import { bottomAxis } from '../kit/axis';
import { element, on, svg } from '../kit/element';
import { formatFully, formatNumber, formatSigned } from '../kit/format';
import { fitText, measureText } from '../kit/measureText';
import { responsiveChart } from '../kit/responsiveChart';
import { linearScale, padded, type Scale } from '../kit/scale';
import { niceTicks } from '../kit/ticks';
import { hideTooltip, showTooltip } from '../kit/tooltip';
import { type WaterfallStep } from './waterfallRows';

export interface Waterfall {
  readonly steps: readonly WaterfallStep[];
  readonly labels: readonly string[];
  readonly base: number;
  readonly prediction: number;
  readonly label: string;
}

const ROW = 30;
const BAR = 18;
const TOP = 26;
const AXIS = 44;
const ROOM = 70;

/** From E[f(X)] at the bottom to f(x) at the top, one arrow a feature. */
export function waterfallChart(waterfall: Waterfall): HTMLElement {
  const chart = responsiveChart(width => [draw(waterfall, width)]);
  return element('figure', {}, chart.node);
}

function draw(waterfall: Waterfall, width: number): SVGElement {
  const { steps, labels, base, prediction } = waterfall;
  const left = Math.min(width * 0.38, 14 + Math.max(0, ...labels.map(measureText)));
  const points = [base, prediction, ...steps.flatMap(step => [step.from, step.to])];
  const [low, high] = padded(Math.min(...points), Math.max(...points), 0.02);
  const x = linearScale([low, high], [left + ROOM, width - ROOM]);
  const bottom = TOP + steps.length * ROW;
  const picture = svg('svg', { width, height: bottom + AXIS, role: 'img', 'aria-label': waterfall.label });
  picture.append(
    svg('line', { class: 'guide', x1: x(prediction), x2: x(prediction), y1: TOP - 4, y2: bottom }),
    svg('line', { class: 'guide', x1: x(base), x2: x(base), y1: bottom - ROW, y2: bottom }),
    ...steps.map((step, index) =>
      drawStep(step, labels[index] ?? '', { x, top: TOP + index * ROW, left, width, last: index === steps.length - 1 }),
    ),
    bottomAxis({ scale: x, ticks: niceTicks(low, high, Math.max(3, (width - left) / 110)) }, { from: left, to: width, y: bottom }),
    mark(`f(x) = ${formatNumber(prediction)}`, prediction, { x: x(prediction), y: TOP - 10, left, width }),
    mark(`E[f(X)] = ${formatNumber(base)}`, base, { x: x(base), y: bottom + 36, left, width }),
  );
  return picture;
}

/** A label centred on its value but within the picture. */
function mark(text: string, value: number, at: { x: number; y: number; left: number; width: number }): SVGElement {
  const half = measureText(text) / 2 + 4;
  const x = Math.max(at.left + half, Math.min(at.width - half, at.x));
  return svg('text', { class: 'mark-text', x, y: at.y, 'text-anchor': 'middle' }, text, svg('title', {}, formatFully(value)));
}

interface StepPlace {
  readonly x: Scale;
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly last: boolean;
}

function drawStep(step: WaterfallStep, label: string, place: StepPlace): SVGElement {
  const { x, top } = place;
  const middle = top + ROW / 2;
  const [from, to] = [x(step.from), x(step.to)];
  const rising = step.value >= 0;
  const group = svg(
    'g',
    {},
    svg('line', { class: 'row-line', x1: place.left, x2: place.width, y1: middle, y2: middle }),
    !place.last && svg('line', { class: 'guide', x1: from, x2: from, y1: middle, y2: middle + ROW }),
    svg('text', { x: place.left - 8, y: middle + 4, 'text-anchor': 'end' }, fitText(label, place.left - 10)),
    svg('path', { class: rising ? 'shap-positive' : 'shap-negative', d: arrow(from, to, middle) }),
    svg(
      'text',
      { class: 'over-lines', x: to + (rising ? 6 : -6), y: middle + 4, 'text-anchor': rising ? 'start' : 'end' },
      formatSigned(step.value),
    ),
    svg('rect', { class: 'hit', x: 0, y: top, width: place.width, height: ROW }),
  );
  on(group, 'pointermove', event =>
    showTooltip(event, label, `SHAP value ${formatFully(step.value)}`, `from ${formatNumber(step.from)} to ${formatNumber(step.to)}`),
  );
  return on(group, 'pointerleave', hideTooltip);
}

/** A bar whose end points the way; a short one is all point. */
function arrow(from: number, to: number, middle: number): string {
  const direction = to >= from ? 1 : -1;
  const head = Math.min(6, Math.abs(to - from)) * direction;
  const [top, bottom] = [middle - BAR / 2, middle + BAR / 2];
  return `M${from} ${top}L${to - head} ${top}L${to} ${middle}L${to - head} ${bottom}L${from} ${bottom}Z`;
}
