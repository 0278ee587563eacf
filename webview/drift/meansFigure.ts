import { type NumberSummary } from '../../src/domain/distribution';
import { type ColumnWindow } from '../../src/domain/columnWindow';
import { leftAxis } from '../kit/axis';
import { element, on, svg } from '../kit/element';
import { formatNumber } from '../kit/format';
import { sidesLegend } from '../kit/legend';
import { responsiveChart } from '../kit/responsiveChart';
import { linearScale, padded } from '../kit/scale';
import { niceTicks } from '../kit/ticks';
import { hideTooltip, showTooltip } from '../kit/tooltip';
import { chartFigure, type SavePicture } from './chartFigure';
import { brokenPath } from './stepPath';
import { timeAxis, timeScale } from './timeAxis';
import { middleOf, momentText } from './windowsModel';

const HEIGHT = 180;
const TOP = 10;
const BASE = HEIGHT - 24;
const LEFT = 64;

/** A window whose values have a mean. */
type MeanWindow = ColumnWindow & { readonly mean: number; readonly standardDeviation: number };

/** The mean of each window with a standard deviation to either side, over the reference's. Null where no window has a mean. */
export function meansFigure(windows: readonly ColumnWindow[], reference: NumberSummary | null, save: SavePicture): HTMLElement | null {
  const means = windows.filter((window): window is MeanWindow => window.mean !== null && window.standardDeviation !== null);
  if (means.length === 0) return null;
  const words = 'The line is the mean of each window, the bars one standard deviation to either side; the band is the reference’s.';
  return chartFigure({
    title: 'Mean over time',
    chart: responsiveChart(width => [draw({ windows, means, reference, words }, width)]).node,
    beside: [sidesLegend()],
    below: [element('p', { class: 'muted small' }, `${words} The numbers are in the table of windows.`)],
    save,
  });
}

interface MeansView {
  readonly windows: readonly ColumnWindow[];
  readonly means: readonly MeanWindow[];
  readonly reference: NumberSummary | null;
  readonly words: string;
}

function draw({ windows, means, reference, words }: MeansView, width: number): SVGElement {
  const line = { from: LEFT, to: width - 12 };
  const x = timeScale(windows, line);
  const ends = [...means, ...(reference === null ? [] : [reference])].flatMap(({ mean, standardDeviation }) => [
    mean - standardDeviation,
    mean + standardDeviation,
  ]);
  const domain = padded(Math.min(...ends), Math.max(...ends), 0.05);
  const y = linearScale(domain, [BASE, TOP]);
  const picture = svg('svg', { width, height: HEIGHT, role: 'img', 'aria-label': `Means over time. ${words}` });
  picture.append(
    leftAxis({ scale: y, ticks: niceTicks(domain[0], domain[1], 4) }, line),
    ...(reference === null ? [] : referenceBand(reference, y, line)),
    svg('path', {
      class: 'step-current',
      d: brokenPath(windows.map(window => (window.mean === null ? null : [x(middleOf(window)), y(window.mean)]))),
    }),
    ...means.map(window => meanBar(window, x(middleOf(window)), y)),
    timeAxis(windows, x, { ...line, y: BASE }),
  );
  return picture;
}

function referenceBand(
  { mean, standardDeviation }: NumberSummary,
  y: (value: number) => number,
  line: { from: number; to: number },
): SVGElement[] {
  const [top, bottom] = [y(mean + standardDeviation), y(mean - standardDeviation)];
  return [
    svg('rect', { class: 'band-reference', x: line.from, y: top, width: line.to - line.from, height: Math.max(1, bottom - top) }),
    svg('line', { class: 'step-reference', x1: line.from, x2: line.to, y1: y(mean), y2: y(mean) }),
  ];
}

function meanBar(window: MeanWindow, at: number, y: (value: number) => number): SVGElement {
  const { mean, standardDeviation } = window;
  const group = svg(
    'g',
    {},
    svg('line', { class: 'bar-line', x1: at, x2: at, y1: y(mean + standardDeviation), y2: y(mean - standardDeviation) }),
    svg('circle', { class: 'dot-current', cx: at, cy: y(mean), r: 3 }),
  );
  on(group, 'pointermove', event =>
    showTooltip(
      event,
      momentText(window.from, window.to - window.from),
      `mean ${formatNumber(mean)}`,
      `standard deviation ${formatNumber(standardDeviation)}`,
    ),
  );
  return on(group, 'pointerleave', hideTooltip);
}
