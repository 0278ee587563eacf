import { type EventSpan } from '../../src/domain/eventSpans';
import { type Lane, type LaneBar } from '../../src/domain/registryLanes';
import { bottomAxis } from '../kit/axis';
import { on, svg } from '../kit/element';
import { fitText, measureText } from '../kit/measureText';
import { linearScale, type Scale } from '../kit/scale';
import { hideTooltip, showTooltip } from '../kit/tooltip';
import { timeTicks } from '../kit/timeTicks';
import { doubtWords, exactTime, placeName } from './words';

const ROW = 22;
const GAP = 8;
const TOP = 6;
const RIGHT = 12;
const LABELS = 150;
/** Nothing can be written into a bar of this width. */
const NARROW = 16;

/** The time that the chart covers. */
export interface ChartTime {
  readonly from: number;
  readonly to: number;
}

export interface LaneChartEvents {
  readonly onMoment: (at: number) => void;
  readonly onEvent: (id: string) => void;
}

/**
 * A lane for each stage and alias, a bar for each version in it. Where it is not known when a version came or went the
 * bar is hatched. A click beside the bars, or dragging, moves the line.
 */
export class LaneChart {
  readonly node: SVGSVGElement;
  private readonly line: SVGElement;
  private readonly x: Scale;

  constructor(
    lanes: readonly Lane[],
    time: ChartTime,
    private readonly options: { readonly width: number; readonly at: number; readonly events: LaneChartEvents },
  ) {
    const { width, at } = options;
    const left = Math.min(LABELS, Math.max(60, ...lanes.map(({ place }) => measureText(placeName(place)) + 14)));
    this.x = linearScale([time.from, time.to], [left, width - RIGHT]);
    const rows = stackLanes(lanes);
    const base = TOP + rows.reduce((height, { depth }) => height + depth * ROW + GAP, 0);
    const { ticks, format } = timeTicks(time.from, time.to, Math.max(2, (width - left) / 90));
    this.line = svg('line', { class: 'moment-line', y1: 0, y2: base });
    this.node = svg(
      'svg',
      {
        width,
        height: base + 24,
        class: 'lane-chart',
        role: 'img',
        'aria-label': 'Which version was where over time; the table below has the same.',
      },
      hatching(),
      svg('rect', { class: 'lane-ground', x: left, y: 0, width: Math.max(0, width - RIGHT - left), height: base }),
      ...rows.map(row => this.lane(row, left)),
      bottomAxis({ scale: this.x, ticks, format }, { from: left, to: width - RIGHT, y: base }),
      this.line,
    );
    this.moveLine(at);
    this.dragLine(time, left);
  }

  moveLine(at: number): void {
    this.line.setAttribute('x1', String(this.x(at)));
    this.line.setAttribute('x2', String(this.x(at)));
  }

  private lane({ lane, depths, depth, top }: StackedLane, left: number): SVGElement {
    const name = placeName(lane.place);
    const kind = lane.place.kind === 'alias' ? 'alias' : lane.place.stage.toLowerCase();
    return svg(
      'g',
      { class: `lane lane-${kind}` },
      svg('text', { x: 0, y: top + (depth * ROW) / 2 + 4 }, fitText(name, left - 10)),
      svg('line', {
        class: 'grid-line',
        x1: left,
        x2: this.options.width - RIGHT,
        y1: top + depth * ROW + GAP / 2,
        y2: top + depth * ROW + GAP / 2,
      }),
      ...lane.bars.map((bar, index) => this.bar(bar, name, top + (depths[index] ?? 0) * ROW)),
    );
  }

  private bar(bar: LaneBar, place: string, y: number): SVGElement {
    const end = this.options.width - RIGHT;
    const [from, sure] = [this.x(bar.from.earliest), this.x(bar.from.latest)];
    const [leaving, until] = bar.until === null ? [end, end] : [this.x(bar.until.earliest), this.x(bar.until.latest)];
    const height = ROW - 4;
    const part = (name: string, x1: number, x2: number, width = Math.max(1, x2 - x1)): SVGElement | null =>
      x2 - x1 <= 0 && name !== 'bar-sure'
        ? null
        : svg('rect', { class: name, fill: name === 'bar-doubt' ? 'url(#hatch)' : null, x: x1, y: y + 2, width, height, rx: 2 });
    const label = `v${bar.version}`;
    const room = leaving - sure;
    const made = svg(
      'g',
      { class: 'lane-bar' },
      part('bar-doubt', from, Math.min(sure, until)),
      part('bar-sure', Math.min(sure, leaving), leaving, Math.max(2, leaving - sure)),
      part('bar-doubt', Math.max(leaving, sure), until),
      room > NARROW &&
        room > measureText(label) + 8 &&
        svg('text', { class: 'over-lines', x: sure + room / 2, y: y + ROW / 2 + 4, 'text-anchor': 'middle' }, label),
    );
    on(made, 'pointermove', event => showTooltip(event, `${label} · ${place}`, ...barLines(bar)));
    on(made, 'pointerleave', hideTooltip);
    return on(made, 'click', () => this.options.events.onEvent(bar.from.entry.event.id));
  }

  private dragLine(time: ChartTime, left: number): void {
    const moveTo = (event: PointerEvent): void => {
      const box = this.node.getBoundingClientRect();
      const share = (event.clientX - box.left - left) / Math.max(1, this.options.width - RIGHT - left);
      const at = Math.round(time.from + Math.max(0, Math.min(1, share)) * (time.to - time.from));
      this.moveLine(at);
      this.options.events.onMoment(at);
    };
    on(this.node, 'pointerdown', event => {
      if (event.button !== 0 || (event.target as Element).closest('.lane-bar') !== null) return;
      this.node.setPointerCapture(event.pointerId);
      moveTo(event);
    });
    on(this.node, 'pointermove', event => {
      if (this.node.hasPointerCapture(event.pointerId)) moveTo(event);
    });
  }
}

function barLines(bar: LaneBar): readonly string[] {
  const begin = bar.from.doubt === null ? `from ${exactTime(bar.from.latest)}` : `from then on: ${doubtWords(bar.from)}`;
  return bar.until === null ? [begin, 'still there'] : [begin, endLine(bar.until)];
}

function endLine(until: EventSpan): string {
  return until.doubt === null ? `until ${exactTime(until.latest)}` : `until then: ${doubtWords(until)}`;
}

interface StackedLane {
  readonly lane: Lane;
  readonly top: number;
  /** How many rows it takes, and the row of each bar: versions that share a stage lie below each other. */
  readonly depth: number;
  readonly depths: readonly number[];
}

function stackLanes(lanes: readonly Lane[]): readonly StackedLane[] {
  let top = TOP;
  return lanes.map(lane => {
    const ends: number[] = [];
    const depths = lane.bars.map(bar => {
      const free = ends.findIndex(end => end <= bar.from.latest);
      const row = free < 0 ? ends.length : free;
      ends[row] = bar.until?.earliest ?? Infinity;
      return row;
    });
    const stacked = { lane, top, depth: Math.max(1, ends.length), depths };
    top += stacked.depth * ROW + GAP;
    return stacked;
  });
}

/** Lines across: not known. */
function hatching(): SVGElement {
  const line = svg('path', { class: 'hatch-line', d: 'M-1 1 1 -1M0 8 8 0M7 9 9 7' });
  return svg('defs', {}, svg('pattern', { id: 'hatch', width: 8, height: 8, patternUnits: 'userSpaceOnUse' }, line));
}
