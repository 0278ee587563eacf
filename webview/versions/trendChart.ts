import { bottomAxis, leftAxis } from '../kit/axis';
import { on, svg } from '../kit/element';
import { formatNumber } from '../kit/format';
import { measureText } from '../kit/measureText';
import { linearScale, padded, type Scale } from '../kit/scale';
import { niceTicks } from '../kit/ticks';
import { hideTooltip, showTooltip } from '../kit/tooltip';
import { shortText } from '../kit/visibleText';
import { stageMark } from './stageMark';
import { type TrendPoint } from './trendPoints';

const HEIGHT = 280;
const TOP = 34;
const BASE = HEIGHT - 26;
const RIGHT = 24;

interface TrendPlot {
  readonly metric: string;
  readonly points: readonly TrendPoint[];
  /** Versions that a ring marks: those that are compared. */
  readonly ringed: readonly string[];
}

interface Drawn {
  readonly point: TrendPoint;
  readonly x: number;
  readonly y: number;
}

/** A metric over versions: one mark a version, at equal distances; the line breaks where a version has no value. */
export function trendChart(plot: TrendPlot, width: number): SVGElement {
  const values = plot.points.flatMap(({ value }) => value ?? []);
  const [low, high] = padded(Math.min(...values), Math.max(...values), 0.08);
  const ticks = niceTicks(low, high, 5);
  const left = 20 + Math.max(...ticks.map(tick => measureText(formatNumber(tick))));
  const y = linearScale([low, high], [BASE - 6, TOP]);
  const x = linearScale([0, Math.max(1, plot.points.length - 1)], [left + 24, width - RIGHT - 24]);
  const drawn = plot.points.flatMap(point => (point.value === null ? [] : [{ point, x: x(point.place), y: y(point.value) }]));
  const picture = svg('svg', {
    width,
    height: HEIGHT,
    role: 'img',
    'aria-label': `${plot.metric} over versions; its numbers are in the table below.`,
  });
  picture.append(
    leftAxis({ scale: y, ticks }, { from: left, to: width - RIGHT }),
    versionAxis(plot.points, x, { from: left, to: width - RIGHT }),
    svg('path', { class: 'trend-line', d: linePath(drawn) }),
    ...drawn.filter(({ point }) => plot.ringed.includes(point.version.version)).map(ring),
    ...drawn.map(({ point, x: at, y: height }) => stageMark(point.version.stage, at, height)),
    ...labels(drawn, width - 2),
    ...plot.points.map(point => hit(plot.metric, point, x)),
  );
  return picture;
}

/** As many version numbers as have room. */
function versionAxis(points: readonly TrendPoint[], x: Scale, frame: { from: number; to: number }): SVGElement {
  const widest = Math.max(...points.map(({ version }) => measureText(`v${version.version}`))) + 12;
  const step = Math.max(1, Math.ceil((points.length * widest) / (frame.to - frame.from)));
  const ticks = points.filter(({ place }) => place % step === 0).map(({ place }) => place);
  return bottomAxis({ scale: x, ticks, format: place => `v${points[place]?.version.version ?? ''}` }, { ...frame, y: BASE });
}

function linePath(drawn: readonly Drawn[]): string {
  let before = -2;
  return drawn
    .map(({ point, x, y }) => {
      const command = point.place === before + 1 ? 'L' : 'M';
      before = point.place;
      return `${command}${x} ${y}`;
    })
    .join('');
}

function ring({ x, y }: Drawn): SVGElement {
  return svg('circle', { class: 'trend-ring', cx: x, cy: y, r: 10 });
}

/** Where a version is deployed, in words above its mark; a label that would lie on another is left to the hover. */
function labels(drawn: readonly Drawn[], width: number): readonly SVGElement[] {
  let free = 0;
  return drawn.flatMap(({ point, x, y }) => {
    const text = deployedWords(point);
    if (text === '') return [];
    const half = measureText(text) / 2;
    const middle = Math.min(x, width - half);
    if (middle - half < free) return [];
    free = middle + half + 8;
    return [svg('text', { class: 'over-lines', x: middle, y: y - 14, 'text-anchor': 'middle' }, text)];
  });
}

function deployedWords({ version: { stage, aliases } }: TrendPoint): string {
  const [first, ...others] = aliases;
  const named = first === undefined ? [] : [`@${shortText(first)}${others.length === 0 ? '' : ` +${others.length}`}`];
  return [...(stage === 'Production' || stage === 'Staging' ? [stage] : []), ...named].join(' ');
}

/** One tall invisible bar a version: hovering says all of it. */
function hit(metric: string, { version, value, place }: TrendPoint, x: Scale): SVGElement {
  const half = Math.max(2, (x(1) - x(0)) / 2);
  const bar = svg('rect', { class: 'hit', x: x(place) - half, y: TOP - 10, width: 2 * half, height: BASE - TOP + 10 });
  on(bar, 'pointermove', event =>
    showTooltip(
      event,
      `v${version.version} · ${version.stage}`,
      version.aliases.length > 0 && version.aliases.map(alias => `@${shortText(alias)}`).join(', '),
      value === null ? `no value of ${shortText(metric)}` : `${shortText(metric)} ${formatNumber(value)}`,
      version.runName !== null && `run ${shortText(version.runName)}`,
      new Date(version.createdAt).toLocaleString(),
    ),
  );
  return on(bar, 'pointerleave', hideTooltip);
}
