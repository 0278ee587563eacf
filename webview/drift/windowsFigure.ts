import { type DriftMethod } from '../../src/domain/driftMethod';
import { type ColumnWindow } from '../../src/domain/columnWindow';
import { type DriftColumn } from '../../src/drift/contract';
import { type Axis, leftAxis } from '../kit/axis';
import { element, on, svg } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { formatNumber } from '../kit/format';
import { responsiveChart } from '../kit/responsiveChart';
import { linearScale, logScale, type Scale } from '../kit/scale';
import { niceTicks, powersOfTen } from '../kit/ticks';
import { hideTooltip, showTooltip } from '../kit/tooltip';
import { chartFigure, type SavePicture } from './chartFigure';
import { scoreKind } from './method';
import { brokenPath } from './stepPath';
import { timeAxis, timeScale } from './timeAxis';
import { firstDrifted, middleOf, momentText, windowsInWords, windowVerdict } from './windowsModel';
import { windowsTable } from './windowsTable';

const HEIGHT = 180;
const TOP = 18;
const BASE = HEIGHT - 24;
const LEFT = 64;
/** Smaller p-values are drawn here. */
const LEAST_P = 1e-12;

type Scored = DriftColumn & { readonly method: DriftMethod; readonly threshold: number };

/** The score of each window of time with the threshold, and which one drifted first. */
export function windowsFigure(column: Scored, windows: readonly ColumnWindow[], save: SavePicture): HTMLElement {
  const first = firstDrifted(windows);
  const words = windowsInWords(windows);
  return chartFigure({
    title: 'Over time',
    chart: responsiveChart(width => [draw({ column, windows, first, words }, width)]).node,
    below: [element('p', { class: 'muted small' }, `${words} Each is compared with the whole reference.`)],
    table: element('details', {}, element('summary', {}, 'The windows as a table'), windowsTable(column.method, windows)),
    save,
  });
}

interface WindowsView {
  readonly column: Scored;
  readonly windows: readonly ColumnWindow[];
  readonly first: ColumnWindow | null;
  readonly words: string;
}

function draw({ column, windows, first, words }: WindowsView, width: number): SVGElement {
  const x = timeScale(windows, { from: LEFT, to: width - 12 });
  const axis = scoreAxis(column, windows);
  const y = axis.scale;
  const points = windows.map(window => (window.score === null ? null : ([x(middleOf(window)), y(window.score)] as const)));
  const limit = y(column.threshold);
  const picture = svg('svg', { width, height: HEIGHT, role: 'img', 'aria-label': `${scoreKind(column.method)} of each window. ${words}` });
  picture.append(
    leftAxis(axis, { from: LEFT, to: width - 12 }),
    timeAxis(windows, x, { from: LEFT, to: width - 12, y: BASE }),
    svg('line', { class: 'gap-line', x1: LEFT, x2: width - 12, y1: limit, y2: limit }),
    svg('text', { class: 'tick-label over-lines', x: width - 12, y: limit - 5, 'text-anchor': 'end' }, 'threshold'),
    svg('path', { class: 'step-current', d: brokenPath(points) }),
    ...windows.flatMap((window, index) => (points[index] ? [windowDot(column.method, window, points[index])] : [])),
    ...firstMark(first, x, width),
  );
  return picture;
}

function scoreAxis({ method, threshold }: Scored, windows: readonly ColumnWindow[]): Axis {
  const scores = windows.flatMap(({ score }) => (score === null ? [] : [score]));
  if (scoreKind(method) !== 'p-value') {
    const high = Math.max(threshold, ...scores) * 1.08;
    return { scale: linearScale([0, high], [BASE, TOP]), ticks: niceTicks(0, high, 4) };
  }
  const low = 10 ** Math.floor(Math.log10(Math.max(LEAST_P, Math.min(threshold, ...scores))));
  const ticks = powersOfTen(low, 1);
  const step = Math.ceil(ticks.length / 5);
  return { scale: logScale([low, 1], [BASE, TOP]), ticks: ticks.filter((_, index) => (ticks.length - 1 - index) % step === 0) };
}

function windowDot(method: DriftMethod, window: ColumnWindow, [cx, cy]: readonly [number, number]): SVGElement {
  const fill = window.withinNoise === true ? 'dot-hollow' : 'dot-current';
  const mark =
    window.drifted === true
      ? svg('rect', { class: fill, x: cx - 4, y: cy - 4, width: 8, height: 8 })
      : svg('circle', { class: 'dot-hollow', cx, cy, r: 3.5 });
  on(mark, 'pointermove', event =>
    showTooltip(
      event,
      `${momentText(window.from, window.to - window.from)}, ${countOf(window.count, 'value')}`,
      `score ${formatNumber(window.score ?? NaN)}${window.drifted === true ? `, ${windowVerdict(method, window)}` : ''}`,
    ),
  );
  return on(mark, 'pointerleave', hideTooltip);
}

function firstMark(first: ColumnWindow | null, x: Scale, width: number): SVGElement[] {
  if (first === null) return [];
  const at = x(middleOf(first));
  const late = at > width - 100;
  return [
    svg('line', { class: 'first-line', x1: at, x2: at, y1: TOP - 6, y2: BASE }),
    svg(
      'text',
      { class: 'tick-label over-lines', x: late ? at - 4 : at + 4, y: TOP - 6, 'text-anchor': late ? 'end' : 'start' },
      'first drifted',
    ),
  ];
}
