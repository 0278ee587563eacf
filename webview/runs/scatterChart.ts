import { sharpCanvas } from '../kit/canvas';
import { element, on, svg } from '../kit/element';
import { fitText, measureText } from '../kit/measureText';
import { responsiveChart } from '../kit/responsiveChart';
import { hideTooltip, showTooltip } from '../kit/tooltip';
import { visibleText } from '../kit/visibleText';
import { type ChartRun } from './lineChart';
import { lookColor } from './runColors';
import { type ParallelAxis } from './parallelChart';
import { type ValueAxis, valueAxis } from './valueAxis';

const HEIGHT = 380;
const TOP = 12;
const BASE = HEIGHT - 46;
const REACH = 14;

interface ScatterOptions {
  readonly runs: readonly ChartRun[];
  readonly x: ParallelAxis;
  readonly y: ParallelAxis;
}

interface Dot {
  readonly run: number;
  readonly x: number;
  readonly y: number;
}

/** Every run as a dot between two of its params and metrics, of numbers or of texts. */
export function scatterChart(options: ScatterOptions): HTMLElement {
  const axes = { x: valueAxis(options.x.values), y: valueAxis(options.y.values) };
  let dots: readonly Dot[] = [];
  const chart = responsiveChart(width => {
    const left = Math.min(width * 0.3, 16 + Math.max(24, ...axes.y.ticks.map(tick => measureText(tick.text))));
    const frame = { left, right: width - 24, width };
    dots = placeDots(axes, frame);
    const canvas = sharpCanvas(width, HEIGHT, context => drawDots(context, dots, { runs: options.runs, at: chart.node }));
    return [drawFrame(axes, options, frame), canvas, ...(dots.length === 0 ? [nothing()] : [])];
  });
  const node = element(
    'div',
    { class: 'scatter-chart', role: 'img', 'aria-label': `${options.y.name} over ${options.x.name}, a dot for each run` },
    chart.node,
  );
  on(node, 'pointermove', event => {
    const box = chart.node.getBoundingClientRect();
    const near = nearDots(dots, event.clientX - box.left, event.clientY - box.top);
    if (near.length === 0) hideTooltip();
    else showTooltip(event, ...near.flatMap(dot => told(options, dot.run)));
  });
  on(node, 'pointerleave', () => hideTooltip());
  return node;
}

function placeDots(axes: { x: ValueAxis; y: ValueAxis }, frame: { left: number; right: number }): readonly Dot[] {
  const inset = 16;
  return axes.x.places.flatMap((place, run) => {
    const height = axes.y.places[run] ?? null;
    if (place === null || height === null) return [];
    return [
      { run, x: frame.left + inset + place * (frame.right - frame.left - 2 * inset), y: BASE - inset - height * (BASE - TOP - 2 * inset) },
    ];
  });
}

function drawDots(
  context: CanvasRenderingContext2D,
  dots: readonly Dot[],
  look: { readonly runs: readonly ChartRun[]; readonly at: Element },
): void {
  for (const dot of dots) {
    const run = look.runs[dot.run];
    if (run === undefined) continue;
    context.fillStyle = lookColor(run.look, look.at);
    context.beginPath();
    // What a kind of line tells in the other charts, a hole tells here.
    context.arc(dot.x, dot.y, 5, 0, 2 * Math.PI);
    if (run.look.dash.length > 0) context.arc(dot.x, dot.y, 2, 0, 2 * Math.PI, true);
    context.fill();
  }
}

function drawFrame(
  axes: { x: ValueAxis; y: ValueAxis },
  options: ScatterOptions,
  frame: { left: number; right: number; width: number },
): SVGElement {
  const { left, right, width } = frame;
  const inset = 16;
  const x = (place: number): number => left + inset + place * (right - left - 2 * inset);
  const y = (place: number): number => BASE - inset - place * (BASE - TOP - 2 * inset);
  const room = Math.max(24, (right - left) / Math.max(1, axes.x.ticks.length) - 6);
  return svg(
    'svg',
    { width, height: HEIGHT, 'aria-hidden': 'true' },
    ...axes.y.ticks.map(tick =>
      svg(
        'g',
        {},
        svg('line', { class: 'grid-line', x1: left, x2: right, y1: y(tick.place), y2: y(tick.place) }),
        svg('text', { class: 'tick-label', x: left - 6, y: y(tick.place) + 4, 'text-anchor': 'end' }, fitText(tick.text, left - 8)),
      ),
    ),
    svg('line', { class: 'axis-line', x1: left, x2: right, y1: BASE, y2: BASE }),
    ...axes.x.ticks.map(tick =>
      svg('text', { class: 'tick-label', x: x(tick.place), y: BASE + 16, 'text-anchor': 'middle' }, fitText(tick.text, room)),
    ),
    svg(
      'text',
      { class: 'axis-title', x: (left + right) / 2, y: HEIGHT - 8, 'text-anchor': 'middle' },
      fitText(axisName(options.x), right - left),
    ),
  );
}

function axisName(axis: ParallelAxis): string {
  return `${axis.kind} ${visibleText(axis.name)}`;
}

function nearDots(dots: readonly Dot[], x: number, y: number): readonly Dot[] {
  const distance = (dot: Dot): number => Math.hypot(dot.x - x, dot.y - y);
  return dots
    .filter(dot => distance(dot) <= REACH)
    .toSorted((left, right) => distance(left) - distance(right))
    .slice(0, 5);
}

function told({ runs, x, y }: ScatterOptions, run: number): readonly (HTMLElement | string)[] {
  const line = (axis: ParallelAxis): string => `${visibleText(axis.name)}: ${visibleText(String(axis.values[run] ?? '–'))}`;
  return [element('strong', {}, element('bdi', {}, runs[run]?.name ?? '')), line(x), line(y)];
}

function nothing(): HTMLElement {
  return element('p', { class: 'empty chart-empty' }, 'No run has both values.');
}
