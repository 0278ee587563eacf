import { bottomAxis } from '../kit/axis';
import { svg } from '../kit/element';
import { fitText, measureText } from '../kit/measureText';
import { linearScale, padded, type Scale } from '../kit/scale';
import { niceTicks } from '../kit/ticks';
import { type BeeswarmRow } from './beeswarmModel';
import { redBlue } from './shapColors';

const ROW = 34;
const TOP = 4;
const AXIS = 42;
const COLOR_BAR = 78;

/** Where everything of a beeswarm of a given width is. */
export interface BeeswarmPlace {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly x: Scale;
  /** The middle of a row. */
  readonly middle: (row: number) => number;
  /** Pixels of one unit of a dot's height. */
  readonly spacing: number;
}

export function placeBeeswarm(rows: readonly BeeswarmRow[], width: number): BeeswarmPlace {
  let [low, high] = [0, 0];
  for (const row of rows) {
    low = Math.min(low, row.values[row.order[0] ?? 0] ?? 0);
    high = Math.max(high, row.values[row.order.at(-1) ?? 0] ?? 0);
  }
  const left = Math.min(width * 0.4, 14 + Math.max(0, ...rows.map(row => measureText(row.label))));
  const right = width - COLOR_BAR;
  const bottom = TOP + rows.length * ROW;
  return {
    width,
    height: bottom + AXIS,
    left,
    right,
    bottom,
    x: linearScale(padded(low, high, 0.04), [left, right]),
    middle: row => TOP + row * ROW + ROW / 2,
    spacing: ROW,
  };
}

/** Labels, axis, zero line and colour bar: everything but the dots. */
export function drawBeeswarmFrame(rows: readonly BeeswarmRow[], place: BeeswarmPlace, label: string): SVGElement {
  const { left, right, bottom, x } = place;
  const [low, high] = [inverse(x, left), inverse(x, right)];
  const picture = svg('svg', { width: place.width, height: place.height, role: 'img', 'aria-label': label });
  picture.append(
    ...rows.map((_, index) => svg('line', { class: 'row-line', x1: left, x2: right, y1: place.middle(index), y2: place.middle(index) })),
    svg('line', { class: 'zero-line', x1: x(0), x2: x(0), y1: TOP, y2: bottom }),
    ...rows.map((row, index) =>
      svg('text', { x: left - 8, y: place.middle(index) + 4, 'text-anchor': 'end' }, fitText(row.label, left - 10)),
    ),
    bottomAxis({ scale: x, ticks: niceTicks(low, high, Math.max(3, (right - left) / 90)) }, { from: left, to: right, y: bottom }),
    svg(
      'text',
      { class: 'axis-title', x: (left + right) / 2, y: bottom + 36, 'text-anchor': 'middle' },
      'SHAP value (impact on model output)',
    ),
    colorBar(place),
  );
  return picture;
}

function colorBar(place: BeeswarmPlace): SVGElement {
  const x = place.right + 26;
  const [top, bottom] = [TOP + 16, place.bottom - 16];
  const stops = Array.from({ length: 33 }, (_, index) => svg('stop', { offset: index / 32, 'stop-color': redBlue(1 - index / 32) }));
  const turned = `rotate(-90 ${x + 28} ${(top + bottom) / 2})`;
  return svg(
    'g',
    {},
    svg('defs', {}, svg('linearGradient', { id: 'feature-value', x1: 0, x2: 0, y1: 0, y2: 1 }, ...stops)),
    svg('rect', { x, y: top, width: 8, height: bottom - top, fill: 'url(#feature-value)' }),
    svg('text', { class: 'tick-label', x: x + 4, y: top - 6, 'text-anchor': 'middle' }, 'High'),
    svg('text', { class: 'tick-label', x: x + 4, y: bottom + 14, 'text-anchor': 'middle' }, 'Low'),
    svg('text', { class: 'axis-title', x: x + 28, y: (top + bottom) / 2, 'text-anchor': 'middle', transform: turned }, 'Feature value'),
  );
}

function inverse(scale: Scale, position: number): number {
  const [zero, one] = [scale(0), scale(1)];
  return one === zero ? 0 : (position - zero) / (one - zero);
}
