import { type TrendPoint, type TrendReport } from '../../src/monitor/contract';
import { bottomAxis, leftAxis } from '../kit/axis';
import { on, svg } from '../kit/element';
import { linearScale } from '../kit/scale';
import { timeTicks } from '../kit/timeTicks';
import { hideTooltip, showTooltip } from '../kit/tooltip';
import { shareWords, verdictWords } from './words';

const HEIGHT = 240;
const TOP = 16;
const BASE = HEIGHT - 28;
const LEFT = 52;
const RIGHT = 24;
const MARK = 4.5;

interface Drawn {
  readonly point: TrendPoint;
  readonly x: number;
  /** Null where the report has no share. */
  readonly y: number | null;
}

/** The share of drifted columns over time, with the share from which the dataset has drifted; full marks are drift. */
export function shareChart({ points, threshold }: TrendReport, width: number): SVGElement {
  const times = points.map(({ at }) => at);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  // One report stands in the middle of a day.
  const [from, to] = first === last ? [first - 43_200_000, last + 43_200_000] : [first, last];
  const x = linearScale([from, to], [LEFT + 10, width - RIGHT]);
  const y = linearScale([0, 1], [BASE, TOP]);
  const drawn = points.map(point => ({ point, x: x(point.at), y: point.share === null ? null : y(point.share) }));
  const picture = svg('svg', {
    width,
    height: HEIGHT,
    role: 'img',
    'aria-label': 'The share of drifted columns over time; its numbers are in the table below.',
  });
  const ticks = timeTicks(from, to, Math.max(2, Math.floor(width / 140)));
  picture.append(
    leftAxis({ scale: y, ticks: [0, 0.25, 0.5, 0.75, 1], format: share => `${share * 100} %` }, { from: LEFT, to: width - RIGHT }),
    bottomAxis({ scale: x, ...ticks }, { from: LEFT, to: width - RIGHT, y: BASE }),
    ...limit(y(threshold), width),
    svg('path', { class: 'share-line', d: linePath(drawn) }),
    ...drawn.flatMap(mark),
    ...drawn.map((each, place) => hit(each, edges(drawn, place, [LEFT, width - RIGHT]))),
  );
  return picture;
}

function limit(y: number, width: number): readonly SVGElement[] {
  return [
    svg('line', { class: 'limit-line', x1: LEFT, x2: width - RIGHT, y1: y, y2: y }),
    svg('text', { class: 'over-lines', x: width - RIGHT - 4, y: y - 5, 'text-anchor': 'end' }, 'dataset drift from here on'),
  ];
}

/** Broken where a report has no share. */
function linePath(drawn: readonly Drawn[]): string {
  let isOpen = false;
  return drawn
    .map(({ x, y }) => {
      const command = y === null ? '' : `${isOpen ? 'L' : 'M'}${x} ${y}`;
      isOpen = y !== null;
      return command;
    })
    .join('');
}

function mark({ point, x, y }: Drawn): readonly SVGElement[] {
  if (y === null) return [];
  return [svg('circle', { class: point.drifted === true ? 'share-mark drifted' : 'share-mark', cx: x, cy: y, r: MARK })];
}

/** Halfway to the neighbours. */
function edges(drawn: readonly Drawn[], place: number, [low, high]: readonly [number, number]): readonly [number, number] {
  const here = drawn[place]?.x ?? low;
  const before = drawn[place - 1]?.x;
  const after = drawn[place + 1]?.x;
  return [before === undefined ? low : (before + here) / 2, after === undefined ? high : (here + after) / 2];
}

function hit({ point }: Drawn, [from, to]: readonly [number, number]): SVGElement {
  const bar = svg('rect', { class: 'hit', x: from, y: TOP, width: Math.max(2, to - from), height: BASE - TOP });
  on(bar, 'pointermove', event => showTooltip(event, new Date(point.at).toLocaleString(), verdictWords(point), shareWords(point)));
  return on(bar, 'pointerleave', hideTooltip);
}
