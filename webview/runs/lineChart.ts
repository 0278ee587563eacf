import { bottomAxis, leftAxis } from '../kit/axis';
import { redrawCanvas, sharpCanvas } from '../kit/canvas';
import { element, on, svg } from '../kit/element';
import { formatNumber } from '../kit/format';
import { measureText } from '../kit/measureText';
import { responsiveChart } from '../kit/responsiveChart';
import { linearScale, logScale, padded, type Scale } from '../kit/scale';
import { niceTicks, powersOfTen } from '../kit/ticks';
import { hideTooltip, showTooltip } from '../kit/tooltip';
import { type Curve, curveBounds, type CurveX, nearestPoint } from './curve';
import { lookColor, type RunLook } from './runColors';
import { shortDuration } from './runCell';

const HEIGHT = 230;
const TOP = 8;
const BASE = HEIGHT - 26;
const MOST_TOLD = 12;

/** What the chart needs to know of a run. */
export interface ChartRun {
  readonly name: string;
  readonly look: RunLook;
}

interface LineChartOptions {
  readonly label: string;
  readonly x: CurveX;
  readonly logY: boolean;
  readonly run: (runId: string) => ChartRun;
}

interface Place {
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly x: Scale;
  readonly y: Scale;
  readonly bounds: { readonly x: readonly [number, number]; readonly y: readonly [number, number] };
}

/** Curves of several runs: axes in SVG, lines on a canvas, what is pointed at on a second one above. */
export class LineChart {
  private readonly chart = responsiveChart(width => this.draw(width));
  readonly node: HTMLElement;
  private curves: readonly Curve[] = [];
  private place: Place | null = null;
  private marks: HTMLCanvasElement | null = null;

  constructor(private options: LineChartOptions) {
    this.node = element('div', { class: 'line-chart', role: 'img', 'aria-label': options.label }, this.chart.node);
    on(this.node, 'pointermove', event => this.point(event));
    on(this.node, 'pointerleave', () => this.leave());
  }

  show(curves: readonly Curve[], options: Partial<LineChartOptions> = {}): void {
    this.curves = curves;
    this.options = { ...this.options, ...options };
    this.chart.redraw();
  }

  private draw(width: number): readonly Element[] {
    const bounds = curveBounds(this.curves, this.options.logY);
    this.place = null;
    if (bounds === null) {
      const why = this.options.logY ? 'No value above zero to draw.' : 'No value to draw.';
      return [element('p', { class: 'empty chart-empty' }, why)];
    }
    const place = placeChart(bounds, width, this.options.logY);
    this.place = place;
    const lines = sharpCanvas(width, HEIGHT, context => {
      for (const curve of this.curves) this.drawCurve(context, curve, place);
    });
    this.marks = sharpCanvas(width, HEIGHT, () => undefined);
    return [this.frame(place), lines, this.marks];
  }

  private frame(place: Place): SVGElement {
    const { logY, x } = this.options;
    const { bounds } = place;
    const powers = logY ? powersOfTen(bounds.y[0], bounds.y[1]) : [];
    const yTicks = logY && powers.length > 1 ? thinned(powers, 5) : niceTicks(bounds.y[0], bounds.y[1], 4);
    const xTicks = niceTicks(bounds.x[0], bounds.x[1], Math.max(2, Math.floor((place.right - place.left) / 90)));
    const format = xFormat(x, bounds.x);
    return svg(
      'svg',
      { width: place.width, height: HEIGHT, 'aria-hidden': 'true' },
      leftAxis({ scale: place.y, ticks: yTicks.filter(tick => tick > 0 || !logY) }, { from: place.left, to: place.right }),
      bottomAxis({ scale: place.x, ticks: xTicks, format }, { from: place.left, to: place.right, y: BASE }),
    );
  }

  private drawCurve(context: CanvasRenderingContext2D, curve: Curve, place: Place): void {
    const { look } = this.options.run(curve.runId);
    const color = lookColor(look, this.node);
    context.strokeStyle = color;
    context.fillStyle = color;
    context.setLineDash([...look.dash]);
    const isSmoothed = curve.ys !== curve.recorded;
    if (isSmoothed) {
      context.globalAlpha = 0.25;
      context.lineWidth = 1;
      this.stroke(context, curve, { ys: curve.recorded, place });
      context.globalAlpha = 1;
    }
    context.lineWidth = 1.75;
    this.stroke(context, curve, { ys: curve.ys, place });
    context.setLineDash([]);
  }

  /** What cannot be drawn, NaN or not above zero, is a gap; a point alone is a dot. */
  private stroke(context: CanvasRenderingContext2D, curve: Curve, { ys, place }: { ys: readonly number[]; place: Place }): void {
    const drawable = (y: number | undefined): y is number => y !== undefined && Number.isFinite(y) && (!this.options.logY || y > 0);
    context.beginPath();
    for (const [index, y] of ys.entries()) {
      if (!drawable(y)) continue;
      const [x, height] = [place.x(curve.xs[index] ?? 0), place.y(y)];
      const joined = drawable(ys[index - 1]);
      if (joined) context.lineTo(x, height);
      else context.moveTo(x, height);
      if (!joined && !drawable(ys[index + 1])) context.fillRect(x - 2.5, height - 2.5, 5, 5);
    }
    context.stroke();
  }

  private point(event: PointerEvent): void {
    const { place } = this;
    if (place === null) return;
    const box = this.chart.node.getBoundingClientRect();
    const at = event.clientX - box.left;
    if (at < place.left - 4 || at > place.right + 4) return this.leave();
    const x = linearScale([place.left, place.right], place.bounds.x)(at);
    const near = this.nearest(x, event.clientY - box.top);
    if (near.length === 0) return this.leave();
    this.mark(near, place);
    showTooltip(event, ...this.told(near));
  }

  /** The points at this x, those nearest to the pointer first. */
  private nearest(x: number, y: number): readonly { readonly curve: Curve; readonly index: number }[] {
    const { place } = this;
    if (place === null) return [];
    const found = this.curves
      .map(curve => ({ curve, index: nearestPoint(curve, x) }))
      .filter(({ curve, index }) => Number.isFinite(curve.ys[index]));
    const distance = ({ curve, index }: { curve: Curve; index: number }): number => Math.abs(place.y(curve.ys[index] ?? 0) - y);
    return found.toSorted((left, right) => distance(left) - distance(right)).slice(0, MOST_TOLD);
  }

  private mark(near: readonly { curve: Curve; index: number }[], place: Place): void {
    if (this.marks === null) return;
    redrawCanvas(this.marks, { width: place.width, height: HEIGHT }, context => {
      for (const { curve, index } of near) {
        context.fillStyle = lookColor(this.options.run(curve.runId).look, this.node);
        context.beginPath();
        context.arc(place.x(curve.xs[index] ?? 0), place.y(curve.ys[index] ?? 0), 3.5, 0, 2 * Math.PI);
        context.fill();
      }
    });
  }

  private told(near: readonly { curve: Curve; index: number }[]): readonly HTMLElement[] {
    return near.map(({ curve, index }) => {
      const { name, look } = this.options.run(curve.runId);
      const swatch = element('span', { class: 'run-swatch', 'aria-hidden': 'true' });
      swatch.style.background = `var(${look.variable})`;
      const [value, drawn] = [curve.recorded[index] ?? NaN, curve.ys[index] ?? NaN];
      const words = curve.ys === curve.recorded ? formatNumber(value) : `${formatNumber(drawn)} (recorded ${formatNumber(value)})`;
      return element('span', {}, swatch, ' ', element('bdi', {}, name), ` ${words} · step ${formatNumber(curve.steps[index] ?? 0)}`);
    });
  }

  private leave(): void {
    hideTooltip();
    if (this.marks && this.place) redrawCanvas(this.marks, { width: this.place.width, height: HEIGHT }, () => undefined);
  }
}

function placeChart(found: NonNullable<ReturnType<typeof curveBounds>>, width: number, logY: boolean): Place {
  const bounds = { x: found.x, y: logY ? found.y : padded(found.y[0], found.y[1], 0.06) } as const;
  const labels = (logY ? [bounds.y[0], bounds.y[1]] : niceTicks(bounds.y[0], bounds.y[1], 4)).map(formatNumber);
  const left = Math.min(width * 0.3, 12 + Math.max(...labels.map(measureText)));
  const right = width - 14;
  const range = [BASE, TOP] as const;
  return { width, left, right, x: linearScale(bounds.x, [left, right]), y: (logY ? logScale : linearScale)(bounds.y, range), bounds };
}

function thinned(ticks: readonly number[], most: number): readonly number[] {
  const every = Math.ceil(ticks.length / most);
  return ticks.filter((_, index) => index % every === 0);
}

function xFormat(x: CurveX, [first, last]: readonly [number, number]): (value: number) => string {
  if (x === 'step') return formatNumber;
  if (x === 'time') return value => (value === 0 ? '0' : shortDuration(value * 1000));
  const isDay = last - first < 2 * 86_400_000;
  return value => {
    const date = new Date(value);
    return isDay
      ? date.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', ...(last - first < 300_000 ? { second: '2-digit' } : {}) })
      : date.toLocaleDateString(undefined, { day: 'numeric', month: 'short' });
  };
}
