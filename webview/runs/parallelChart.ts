import { redrawCanvas, sharpCanvas } from '../kit/canvas';
import { element, on, svg } from '../kit/element';
import { fitText } from '../kit/measureText';
import { responsiveChart } from '../kit/responsiveChart';
import { hideTooltip, showTooltip } from '../kit/tooltip';
import { visibleText } from '../kit/visibleText';
import { type ChartRun } from './lineChart';
import { axisPositions, type Brush, brushBetween, brushByKey, linePieces, nearestLine, passesBrushes } from './parallelLayout';
import { lookColor } from './runColors';
import { type AxisValue, type ValueAxis, valueAxis } from './valueAxis';

const HEIGHT = 380;
const TOP = 42;
const BOTTOM = HEIGHT - 14;
const MARGIN = 76;
const MOST_TICKS = 12;

export interface ParallelAxis {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** Of each run. */
  readonly values: readonly AxisValue[];
}

interface ParallelOptions {
  readonly runs: readonly ChartRun[];
  readonly axes: readonly ParallelAxis[];
  /** How many runs lie inside of the brushes. */
  readonly onBrushed: (runs: number) => void;
}

/** Runs as lines over the axes of params and metrics. A part of an axis is brushed by dragging or by keys; lines outside of it fade. */
export class ParallelChart {
  private readonly chart = responsiveChart(width => this.draw(width));
  readonly node = element('div', { class: 'parallel-chart' }, this.chart.node);
  private readonly axes: readonly ValueAxis[];
  private readonly brushes = new Map<number, Brush>();
  private lines: HTMLCanvasElement | null = null;
  private width = 0;
  private pointed: number | null = null;
  private dragging: { readonly axis: number; readonly from: number } | null = null;

  constructor(private readonly options: ParallelOptions) {
    this.axes = options.axes.map(axis => valueAxis(axis.values));
    on(this.node, 'pointermove', event => this.move(event));
    on(this.node, 'pointerup', () => (this.dragging = null));
    on(this.node, 'pointerleave', () => this.pointAt(null));
  }

  private draw(width: number): readonly Element[] {
    this.width = width;
    this.lines = sharpCanvas(width, HEIGHT, () => undefined);
    this.drawLines();
    return [this.lines, this.frame()];
  }

  private drawLines(): void {
    if (this.lines === null) return;
    const { runs } = this.options;
    const inside = runs.map((_, run) => passesBrushes(this.axes, this.brushes, run));
    const others = inside
      .flatMap((isInside, run) => (run === this.pointed ? [] : [{ run, isInside }]))
      .toSorted((left, right) => Number(left.isInside) - Number(right.isInside));
    const strong = { alpha: this.pointed === null ? 0.85 : 0.35, line: 1.5 };
    redrawCanvas(this.lines, { width: this.width, height: HEIGHT }, context => {
      for (const { run, isInside } of others) this.drawLine(context, run, isInside ? strong : { alpha: 0.12, line: 1 });
      if (this.pointed !== null) this.drawLine(context, this.pointed, { alpha: 1, line: 3 });
    });
    this.options.onBrushed(inside.filter(each => each).length);
  }

  private drawLine(context: CanvasRenderingContext2D, run: number, look: { alpha: number; line: number }): void {
    const chartRun = this.options.runs[run];
    if (chartRun === undefined) return;
    const positions = this.positions();
    const color = lookColor(chartRun.look, this.node);
    Object.assign(context, { globalAlpha: look.alpha, lineWidth: look.line, strokeStyle: color, fillStyle: color });
    context.setLineDash([...chartRun.look.dash]);
    for (const piece of linePieces(this.axes, run)) {
      const points = piece.map(([axis, place]) => [positions[axis] ?? 0, toY(place)] as const);
      context.beginPath();
      for (const [x, y] of points) context.lineTo(x, y);
      context.stroke();
      const [alone] = points;
      if (points.length === 1 && alone) context.fillRect(alone[0] - 3, alone[1] - 3, 6, 6);
    }
    context.setLineDash([]);
  }

  private frame(): SVGElement {
    const positions = this.positions();
    const room = positions.length > 1 ? (positions[1] ?? 0) - (positions[0] ?? 0) : this.width;
    return svg(
      'svg',
      { width: this.width, height: HEIGHT, role: 'group', 'aria-label': 'Parallel coordinates' },
      ...this.options.axes.map((axis, index) => this.axis(axis, index, { x: positions[index] ?? 0, room })),
    );
  }

  private axis(axis: ParallelAxis, index: number, at: { x: number; room: number }): SVGElement {
    const { x, room } = at;
    const scale = this.axes[index];
    const brush = this.brushes.get(index);
    const title = svg('text', { x, y: 14, 'text-anchor': 'middle', class: 'axis-name' }, fitText(visibleText(axis.name), room - 12));
    title.append(svg('title', {}, axis.name));
    const group = svg(
      'g',
      {
        class: 'parallel-axis',
        tabindex: 0,
        role: 'group',
        'aria-label': `${axis.kind} ${axis.name}. Up and down arrows brush a part, Shift stretches it, Escape takes it away.${brush ? ` From ${Math.round(brush.from * 100)} % to ${Math.round(brush.to * 100)} % of the axis.` : ''}`,
      },
      title,
      svg('text', { x, y: 28, 'text-anchor': 'middle', class: 'tick-label' }, axis.kind),
      svg('line', { class: 'axis-line', x1: x, x2: x, y1: TOP, y2: BOTTOM }),
      ...ticksOf(scale).map(tick =>
        svg('text', { class: 'tick-label over-lines', x: x + 6, y: toY(tick.place) + 4 }, fitText(tick.text, Math.max(30, room - 16))),
      ),
      brush ? svg('rect', { class: 'brush', x: x - 8, width: 16, y: toY(brush.to), height: toY(brush.from) - toY(brush.to) }) : null,
      svg('rect', { class: 'brush-hit', x: x - 12, width: 24, y: TOP, height: BOTTOM - TOP }),
    );
    group.addEventListener('pointerdown', event => this.startBrush(event, index));
    group.addEventListener('keydown', event => this.key(event, index));
    group.addEventListener('dblclick', () => this.setBrush(index, null));
    return group;
  }

  private startBrush(event: PointerEvent, axis: number): void {
    event.preventDefault();
    this.node.setPointerCapture(event.pointerId);
    this.dragging = { axis, from: this.placeAt(event) };
    this.setBrush(axis, null);
  }

  private key(event: KeyboardEvent, axis: number): void {
    const before = this.brushes.get(axis) ?? null;
    const brush = brushByKey(before, event.key, event.shiftKey);
    if (brush === before) return;
    event.preventDefault();
    this.setBrush(axis, brush);
    this.node.querySelectorAll<SVGElement>('.parallel-axis')[axis]?.focus();
  }

  private setBrush(axis: number, brush: Brush | null): void {
    if (brush === null) this.brushes.delete(axis);
    else this.brushes.set(axis, brush);
    const old = this.chart.node.querySelector('svg');
    old?.replaceWith(this.frame());
    this.drawLines();
  }

  private move(event: PointerEvent): void {
    const { dragging } = this;
    if (dragging !== null) return this.setBrush(dragging.axis, brushBetween(dragging.from, this.placeAt(event)));
    const run = this.runUnder(event);
    this.pointAt(run);
    if (run === null) hideTooltip();
    else showTooltip(event, ...this.told(run));
  }

  private runUnder(event: PointerEvent): number | null {
    const positions = this.positions();
    const x = event.clientX - this.chart.node.getBoundingClientRect().left;
    const axis = Math.max(
      0,
      positions.findLastIndex(position => position <= x),
    );
    const [from, to] = [positions[axis] ?? 0, positions[axis + 1] ?? (positions[axis] ?? 0) + 1];
    const part = Math.max(0, Math.min(1, (x - from) / (to - from)));
    return nearestLine(this.axes, this.options.runs.length, { axis, part, place: this.placeAt(event), reach: 0.03 });
  }

  private told(run: number): readonly (HTMLElement | string)[] {
    const values = this.options.axes.map(axis => {
      const value = axis.values[run] ?? null;
      return `${visibleText(axis.name)}: ${value === null ? '–' : visibleText(String(value))}`;
    });
    return [element('strong', {}, element('bdi', {}, this.options.runs[run]?.name ?? '')), ...values];
  }

  private pointAt(run: number | null): void {
    if (run === null) hideTooltip();
    if (run === this.pointed) return;
    this.pointed = run;
    this.drawLines();
  }

  private placeAt(event: PointerEvent): number {
    const y = event.clientY - this.chart.node.getBoundingClientRect().top;
    return (BOTTOM - y) / (BOTTOM - TOP);
  }

  private positions(): readonly number[] {
    return axisPositions(this.options.axes.length, this.width, Math.min(MARGIN, this.width / 6));
  }
}

function toY(place: number): number {
  return BOTTOM - place * (BOTTOM - TOP);
}

/** Of many categories only some are written. */
function ticksOf(axis: ValueAxis | undefined): ValueAxis['ticks'] {
  const ticks = axis?.ticks ?? [];
  const every = Math.ceil(ticks.length / MOST_TICKS);
  return ticks.filter((_, index) => index % Math.max(1, every) === 0);
}
