import { type QualityBand, type QualityMetric, type QualityWindow } from '../../src/quality/contract';
import { bottomAxis, leftAxis } from '../kit/axis';
import { on, svg } from '../kit/element';
import { formatNumber } from '../kit/format';
import { measureText } from '../kit/measureText';
import { linearScale, padded, type Scale } from '../kit/scale';
import { niceTicks } from '../kit/ticks';
import { hideTooltip, showTooltip } from '../kit/tooltip';
import { metricName } from './metricWords';
import { intervalWords } from './verdict';

const HEIGHT = 260;
const TOP = 26;
const BASE = HEIGHT - 26;
const RIGHT = 16;

export interface WindowsPlot {
  readonly metric: QualityMetric;
  readonly windows: readonly QualityWindow[];
  readonly band: QualityBand | null;
}

interface Scales {
  readonly x: Scale;
  readonly y: Scale;
}

/** A metric over the windows of both sides with its intervals, its estimate and the reference's band. */
export function windowsChart({ metric, windows, band }: WindowsPlot, width: number): SVGElement {
  const values = windows.flatMap(window => numbersOf(window, metric)).concat(band === null ? [] : [band.low, band.high]);
  const [low, high] = padded(Math.min(...values), Math.max(...values), 0.06);
  const ticks = niceTicks(low, high, 5);
  const left = 18 + Math.max(...ticks.map(tick => measureText(formatNumber(tick))));
  const scales = { x: linearScale([-0.5, windows.length - 0.5], [left, width - RIGHT]), y: linearScale([low, high], [BASE, TOP]) };
  const picture = svg('svg', {
    width,
    height: HEIGHT,
    role: 'img',
    'aria-label': `${metricName(metric)} over the windows of both sides; its numbers are in the table below.`,
  });
  picture.append(
    ...bandArea(band, scales.y, { from: left, to: width - RIGHT }),
    leftAxis({ scale: scales.y, ticks }, { from: left, to: width - RIGHT }),
    windowAxis(windows, scales.x, { from: left, to: width - RIGHT }),
    ...border(windows, scales.x),
    ...estimateMarks(windows, metric, scales),
    ...windows.flatMap((window, place) => valueMarks(window, metric, { ...scales, place })),
    ...windows.map((window, place) => hit({ window, metric, band }, place, scales.x)),
  );
  return picture;
}

/** Whether any window has a value or an estimate of the metric. */
export function hasWindowValues(windows: readonly QualityWindow[], metric: QualityMetric): boolean {
  return windows.some(window => numbersOf(window, metric).length > 0);
}

function numbersOf({ values, estimated }: QualityWindow, metric: QualityMetric): number[] {
  const { value, low, high } = values[metric] ?? { value: null, low: null, high: null };
  return [value, low, high, estimated[metric] ?? null].filter(number => number !== null);
}

function bandArea(band: QualityBand | null, y: Scale, { from, to }: { from: number; to: number }): SVGElement[] {
  if (band === null) return [];
  const height = Math.max(1, y(band.low) - y(band.high));
  return [
    svg('rect', { class: 'band', x: from, y: y(band.high), width: to - from, height }),
    svg('line', { class: 'band-mean', x1: from, x2: to, y1: y(band.mean), y2: y(band.mean) }),
  ];
}

function windowAxis(windows: readonly QualityWindow[], x: Scale, frame: { from: number; to: number }): SVGElement {
  const widest = Math.max(...windows.map(({ name }) => measureText(name))) + 12;
  const step = Math.max(1, Math.ceil((windows.length * widest) / (frame.to - frame.from)));
  const ticks = [...windows.keys()].filter(place => place % step === 0);
  return bottomAxis({ scale: x, ticks, format: place => windows[place]?.name ?? '' }, { ...frame, y: BASE });
}

/** Where the current data begins. */
function border(windows: readonly QualityWindow[], x: Scale): SVGElement[] {
  const first = windows.findIndex(({ side }) => side === 'current');
  if (first <= 0) return [];
  const at = x(first - 0.5);
  return [
    svg('line', { class: 'side-border', x1: at, x2: at, y1: TOP - 18, y2: BASE }),
    svg('text', { class: 'over-lines', x: at - 8, y: TOP - 8, 'text-anchor': 'end' }, 'reference'),
    svg('text', { class: 'over-lines', x: at + 8, y: TOP - 8 }, 'current'),
  ];
}

function estimateMarks(windows: readonly QualityWindow[], metric: QualityMetric, { x, y }: Scales): SVGElement[] {
  const points = windows.flatMap(({ estimated }, place) => {
    const value = estimated[metric] ?? null;
    return value === null ? [] : [{ x: x(place), y: y(value) }];
  });
  if (points.length === 0) return [];
  const path = points.map((point, index) => `${index === 0 ? 'M' : 'L'}${point.x.toFixed(1)} ${point.y.toFixed(1)}`).join('');
  const mark = (point: { x: number; y: number }): SVGElement =>
    svg('rect', { class: 'estimate-mark', x: point.x - 3.5, y: point.y - 3.5, width: 7, height: 7 });
  return [svg('path', { class: 'estimate-line', d: path }), ...points.map(mark)];
}

function valueMarks({ side, values }: QualityWindow, metric: QualityMetric, { x, y, place }: Scales & { place: number }): SVGElement[] {
  const { value, low, high } = values[metric] ?? { value: null, low: null, high: null };
  if (value === null) return [];
  const whisker =
    low === null || high === null ? [] : [svg('line', { class: `whisker-${side}`, x1: x(place), x2: x(place), y1: y(low), y2: y(high) })];
  return [...whisker, svg('circle', { class: `point-${side}`, cx: x(place), cy: y(value), r: 4 })];
}

/** One tall invisible bar a window: hovering says all of it. */
function hit(
  { window, metric, band }: { window: QualityWindow; metric: QualityMetric; band: QualityBand | null },
  place: number,
  x: Scale,
): SVGElement {
  const bar = svg('rect', { class: 'hit', x: x(place - 0.5), y: TOP, width: Math.max(1, x(0.5) - x(-0.5)), height: BASE - TOP });
  const value = window.values[metric];
  const estimate = window.estimated[metric] ?? null;
  on(bar, 'pointermove', event =>
    showTooltip(
      event,
      `${window.side}, window ${window.name}`,
      `${metricName(metric)} ${value === undefined ? 'not measured' : intervalWords(value)}`,
      estimate !== null && `estimated ${formatNumber(estimate)}`,
      band !== null && `band ${formatNumber(band.low)} to ${formatNumber(band.high)}`,
    ),
  );
  return on(bar, 'pointerleave', hideTooltip);
}
