import { type DetectReport, type StreamShape } from '../../src/detect/contract';
import { WARNING_DETECTORS } from '../../src/domain/detectorParameters';
import { bottomAxis, leftAxis } from '../kit/axis';
import { element, on, svg } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { formatCount, formatNumber } from '../kit/format';
import { measureText } from '../kit/measureText';
import { responsiveChart } from '../kit/responsiveChart';
import { linearScale, padded, type Scale } from '../kit/scale';
import { niceTicks } from '../kit/ticks';
import { hideTooltip, showTooltip } from '../kit/tooltip';
import { bandPath, entriesPath, streamBounds } from './streamPaths';
import { detectVerdict, warningWords } from './words';

const HEIGHT = 300;
const TOP = 8;
const BASE = HEIGHT - 26;
/** Warnings have a strip of their own above the axis. */
const STRIP = 10;

interface Place {
  readonly width: number;
  readonly left: number;
  readonly right: number;
  /** By entry: its middle. */
  readonly x: Scale;
  readonly y: Scale;
  readonly bounds: readonly [number, number];
}

/** The stream with its mean since the last detection, warnings and detections; a chosen detection stands out. */
export class StreamChart {
  private readonly chart = responsiveChart(width => this.draw(width));
  readonly node: HTMLElement;
  private place: Place | null = null;
  private chosen: number | null = null;

  constructor(private readonly report: DetectReport) {
    on(this.chart.node, 'pointermove', event => this.point(event));
    on(this.chart.node, 'pointerleave', hideTooltip);
    this.node = element(
      'figure',
      { class: 'stream-chart' },
      element('figcaption', { class: 'chart-head' }, element('h2', {}, 'The stream, row by row'), this.legend()),
      this.chart.node,
      element('p', { class: 'muted small' }, this.caption()),
    );
  }

  /** @param row of a detection; null: none. */
  choose(row: number | null): void {
    this.chosen = row;
    this.chart.redraw();
  }

  private legend(): HTMLElement {
    const { stream, detector } = this.report;
    const value = stream.rowsEach === 1 ? 'value' : stream.isErrors ? 'error rate' : 'mean';
    const entries: readonly (readonly [name: string, words: string])[] = [
      ...(hasBand(stream) ? [['band', 'least to greatest'] as const] : []),
      ['value', value],
      ['since', 'mean since the last change'],
      ...(WARNING_DETECTORS.includes(detector) ? [['warning', 'warning'] as const] : []),
      ['detection', 'change detected'],
    ];
    const shown = entries.map(([name, words]) =>
      element('span', { class: 'legend-entry' }, element('span', { class: `swatch stream-${name}-swatch`, 'aria-hidden': 'true' }), words),
    );
    return element('div', { class: 'legend' }, ...shown);
  }

  private caption(): string {
    const { rowsEach, least } = this.report.stream;
    const drawn = rowsEach > 1 ? `Each of the ${formatCount(least.length)} points stands for ${formatCount(rowsEach)} rows. ` : '';
    return `${drawn}A change is detected some rows after it began; then the detector begins anew and has forgotten what came before.`;
  }

  private draw(width: number): readonly Element[] {
    const { stream } = this.report;
    const found = hasBand(stream) ? streamBounds(stream.least, stream.greatest) : streamBounds(stream.mean, stream.mean);
    if (found === null) return [element('p', { class: 'empty' }, 'No value to draw.')];
    const place = placeChart(found, stream.least.length, width);
    this.place = place;
    const picture = svg('svg', { width, height: HEIGHT, role: 'img', 'aria-label': this.label() });
    picture.append(
      ...this.axes(place),
      ...(hasBand(stream) ? [svg('path', { class: 'stream-band', d: bandPath(stream.least, stream.greatest, place) })] : []),
      svg('path', { class: 'stream-value', d: entriesPath(stream.mean, place) }),
      ...this.warnings(place),
      ...this.detections(place),
      svg('path', { class: 'stream-since', d: entriesPath(stream.meanSince, place) }),
    );
    return [picture];
  }

  private label(): string {
    return `${detectVerdict(this.report)} ${warningWords(this.report)}. The table below has every change.`;
  }

  private axes({ left, right, y, bounds }: Place): readonly SVGElement[] {
    const { rows } = this.report.data;
    const x = linearScale([0, Math.max(1, rows)], [left, right]);
    const ticks = niceTicks(0, Math.max(1, rows), Math.max(2, Math.floor((right - left) / 90))).filter(Number.isInteger);
    return [
      leftAxis({ scale: y, ticks: niceTicks(bounds[0], bounds[1], 5) }, { from: left, to: right }),
      bottomAxis({ scale: x, ticks, format: formatCount }, { from: left, to: right, y: BASE }),
    ];
  }

  private warnings({ x }: Place): readonly SVGElement[] {
    const wide = Math.max(1, x(1) - x(0));
    const marked = this.report.stream.warnings.flatMap((count, entry) => (count > 0 ? [entry] : []));
    const path = marked.map(
      entry => `M${(x(entry) - wide / 2).toFixed(1)} ${BASE - STRIP}h${wide.toFixed(1)}v${STRIP - 1}h${(-wide).toFixed(1)}Z`,
    );
    return path.length === 0 ? [] : [svg('path', { class: 'stream-warnings', d: path.join('') })];
  }

  private detections({ x }: Place): readonly SVGElement[] {
    const { detections, rowsEach } = this.report.stream;
    const chosen = this.chosen === null ? -1 : Math.floor(this.chosen / rowsEach);
    return detections.flatMap((count, entry) => {
      if (count === 0) return [];
      const at = x(entry).toFixed(1);
      return [svg('line', { class: `stream-detection${entry === chosen ? ' chosen-line' : ''}`, x1: at, x2: at, y1: TOP, y2: BASE })];
    });
  }

  private point(event: PointerEvent): void {
    const { place } = this;
    if (place === null) return;
    const { least } = this.report.stream;
    const at = event.clientX - this.chart.node.getBoundingClientRect().left;
    const entry = Math.round(linearScale([place.x(0), place.x(1)], [0, 1])(at));
    if (entry < 0 || entry >= least.length) return hideTooltip();
    showTooltip(event, ...this.told(entry));
  }

  private told(entry: number): readonly string[] {
    const { rowsEach, least, greatest, mean, meanSince, warnings, detections } = this.report.stream;
    const first = entry * rowsEach;
    const last = Math.min(first + rowsEach, this.report.data.rows) - 1;
    const [low, high, middle, since] = [least[entry], greatest[entry], mean[entry], meanSince[entry]];
    const rows = first === last ? `row ${formatCount(first)}` : `rows ${formatCount(first)} to ${formatCount(last)}`;
    if (low === null || low === undefined) return [rows, 'no value'];
    const spread =
      rowsEach > 1 ? `mean ${formatNumber(middle ?? low)}, from ${formatNumber(low)} to ${formatNumber(high ?? low)}` : formatNumber(low);
    const [warned, detected] = [warnings[entry] ?? 0, detections[entry] ?? 0];
    return [
      rows,
      spread,
      `mean since the last change ${formatNumber(since ?? low)}`,
      ...(warned > 0 ? [countOf(warned, 'warning')] : []),
      ...(detected > 0 ? [`${countOf(detected, 'change')} detected`] : []),
    ];
  }
}

/** Of errors alone the extremes are always 0 and 1, and say nothing. */
function hasBand({ rowsEach, isErrors }: StreamShape): boolean {
  return rowsEach > 1 && !isErrors;
}

function placeChart(found: readonly [number, number], entries: number, width: number): Place {
  const bounds = padded(found[0], found[1], 0.05);
  const left = Math.min(width * 0.3, 12 + Math.max(...niceTicks(bounds[0], bounds[1], 5).map(tick => measureText(formatNumber(tick)))));
  const right = width - 14;
  const whole = linearScale([0, Math.max(1, entries)], [left, right]);
  return { width, left, right, x: entry => whole(entry + 0.5), y: linearScale(bounds, [BASE - STRIP - 2, TOP]), bounds };
}
