import { svg } from './element';
import { formatNumber } from './format';
import { type Scale } from './scale';

export interface Axis {
  readonly scale: Scale;
  readonly ticks: readonly number[];
  readonly format?: (value: number) => string;
}

/** A line at the bottom with ticks and their labels below; `from` and `to` are its ends, `y` its height. */
export function bottomAxis(axis: Axis, frame: { from: number; to: number; y: number }): SVGGElement {
  const format = axis.format ?? formatNumber;
  const marks = axis.ticks.map(tick => {
    const x = axis.scale(tick);
    return svg(
      'g',
      {},
      svg('line', { class: 'tick', x1: x, x2: x, y1: frame.y, y2: frame.y + 4 }),
      svg('text', { class: 'tick-label', x, y: frame.y + 16, 'text-anchor': 'middle' }, format(tick)),
    );
  });
  return svg('g', { class: 'axis' }, svg('line', { class: 'axis-line', x1: frame.from, x2: frame.to, y1: frame.y, y2: frame.y }), ...marks);
}

/** Faint lines across with their labels on the left; `from` is where the plot begins, `to` where it ends. */
export function leftAxis(axis: Axis, frame: { from: number; to: number }): SVGGElement {
  const format = axis.format ?? formatNumber;
  const marks = axis.ticks.map(tick => {
    const y = axis.scale(tick);
    return svg(
      'g',
      {},
      svg('line', { class: 'grid-line', x1: frame.from, x2: frame.to, y1: y, y2: y }),
      svg('text', { class: 'tick-label', x: frame.from - 6, y: y + 4, 'text-anchor': 'end' }, format(tick)),
    );
  });
  return svg('g', { class: 'axis' }, ...marks);
}
