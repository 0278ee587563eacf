import { type DateTimeComparison, type DateTimeProfile } from '../../src/domain/dateTimeProfile';
import { bottomAxis, leftAxis } from '../kit/axis';
import { DataTable } from '../kit/dataTable';
import { element, on, svg } from '../kit/element';
import { formatCount, formatNumber, formatShare } from '../kit/format';
import { sidesLegend } from '../kit/legend';
import { responsiveChart } from '../kit/responsiveChart';
import { linearScale } from '../kit/scale';
import { niceTicks } from '../kit/ticks';
import { hideTooltip, showTooltip } from '../kit/tooltip';
import { chartFigure, type SavePicture } from './chartFigure';
import { toShares } from './shares';
import { stepPath } from './stepPath';

export const WEEKDAY_NAMES: readonly string[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
export const HOUR_NAMES: readonly string[] = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));

/** What comes back, and its name in each place. */
interface Cycle {
  readonly title: string;
  readonly names: readonly string[];
  readonly of: (side: DateTimeProfile) => readonly number[];
}

interface Shares {
  readonly counts: readonly number[];
  readonly shares: readonly number[];
}

const HEIGHT = 150;
const TOP = 8;
const BASE = HEIGHT - 24;
const LEFT = 54;
/** Pixels that a label takes. */
const ROOM = 34;

/** The share of times in each place of a cycle: the reference filled, the current data as an outline over it, in UTC. */
export function sharesFigure(cycle: Cycle, times: DateTimeComparison, save: SavePicture): HTMLElement {
  const [reference, current] = [sharesOf(cycle, times.reference), sharesOf(cycle, times.current)];
  const chart = responsiveChart(width => [draw(cycle, [reference, current], width)]);
  const title = `${cycle.title} (UTC)`;
  return chartFigure({ title, chart: chart.node, beside: [sidesLegend()], table: sharesTable(cycle, reference, current), save });
}

function sharesOf({ names, of }: Cycle, side: DateTimeProfile | null): Shares {
  const counts = side === null ? names.map(() => 0) : of(side);
  return { counts, shares: toShares(counts) };
}

function draw({ title, names }: Cycle, [reference, current]: readonly [Shares, Shares], width: number): SVGElement {
  const edges = [...names.keys(), names.length];
  const right = width - 12;
  const x = linearScale([0, names.length], [LEFT, right]);
  const high = Math.max(...reference.shares, ...current.shares, 1e-12);
  const scales = { x, y: linearScale([0, high], [BASE, TOP]), base: BASE };
  const step = Math.max(1, Math.ceil(names.length / Math.max(1, (right - LEFT) / ROOM)));
  const ticks = [...names.keys()].filter(place => place % step === 0).map(place => place + 0.5);
  const picture = svg('svg', {
    width,
    height: HEIGHT,
    role: 'img',
    'aria-label': `${title} of the reference and the current data; their numbers are in the table below.`,
  });
  picture.append(
    leftAxis(
      { scale: scales.y, ticks: niceTicks(0, high, 4), format: share => `${formatNumber(share * 100)} %` },
      { from: LEFT, to: right },
    ),
    svg('path', { class: 'bar-reference', d: stepPath(edges, reference.shares, scales) }),
    svg('path', { class: 'step-reference', d: stepPath(edges, reference.shares, scales) }),
    svg('path', { class: 'step-current', d: stepPath(edges, current.shares, scales) }),
    bottomAxis({ scale: x, ticks, format: place => names[Math.floor(place)] ?? '' }, { from: LEFT, to: right, y: BASE }),
    ...names.map((name, place) => {
      const bar = svg('rect', { class: 'hit', x: x(place), y: TOP, width: x(place + 1) - x(place), height: BASE - TOP });
      on(bar, 'pointermove', event =>
        showTooltip(event, name, `reference ${inWords(reference, place)}`, `current ${inWords(current, place)}`),
      );
      return on(bar, 'pointerleave', hideTooltip);
    }),
  );
  return picture;
}

function inWords({ counts, shares }: Shares, place: number): string {
  return `${formatShare(shares[place] ?? 0)} (${formatCount(counts[place] ?? 0)})`;
}

function sharesTable({ title, names }: Cycle, reference: Shares, current: Shares): HTMLElement {
  const table = new DataTable<number>({
    label: `${title} of both sides`,
    nameColumn: 0,
    key: place => String(place),
    sort: null,
    columns: [
      { title: title === 'Weekdays' ? 'Weekday' : 'Hour', cell: place => names[place] ?? '' },
      { title: 'Reference', class: 'end', cell: place => inWords(reference, place) },
      { title: 'Current', class: 'end', cell: place => inWords(current, place) },
    ],
  });
  table.setRows([...names.keys()]);
  return element('details', {}, element('summary', {}, `${title} as a table`), table.node);
}
