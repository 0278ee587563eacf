import { eventSpans, type EventSpan } from '../../src/domain/eventSpans';
import { registryAt } from '../../src/domain/registryAt';
import { type Lane, registryLanes } from '../../src/domain/registryLanes';
import { type HistoryEntry } from '../../src/domain/registryChange';
import { button } from '../kit/controls';
import { element, on, refill } from '../kit/element';
import { responsiveChart } from '../kit/responsiveChart';
import { type ChartTime, LaneChart } from './laneChart';
import { laneTable } from './laneTable';
import { answerLines, exactTime } from './words';

interface MomentEvents {
  /** Null: now. */
  readonly onMoment: (at: number | null) => void;
  readonly onEvent: (id: string) => void;
}

/** The lanes, the moment that is asked for, and what was where at that moment. */
export class MomentPanel {
  private history: readonly HistoryEntry[] = [];
  private spans: readonly EventSpan[] = [];
  private lanes: readonly Lane[] = [];
  private deleted: ReadonlySet<string> = new Set();
  private chart: LaneChart | null = null;
  private readonly field: HTMLInputElement;
  private readonly answer = element('div', { class: 'answer', role: 'status' });
  private readonly drawing = responsiveChart(width => this.draw(width));
  private readonly table = element('div');
  readonly node: HTMLElement;

  /** @param at 0: now. */
  constructor(
    private at: number,
    private readonly events: MomentEvents,
  ) {
    this.field = on(element('input', { type: 'datetime-local', step: 1, class: 'moment-field', 'aria-label': 'As of' }), 'change', () => {
      const at = new Date(this.field.value).getTime();
      if (!Number.isNaN(at)) this.ask(at);
    });
    this.node = element(
      'section',
      { 'aria-label': 'What was where' },
      element(
        'div',
        { class: 'toolbar moment' },
        element('span', { class: 'label' }, 'As of'),
        this.field,
        button('Change before', () => this.step(-1)),
        button('Change after', () => this.step(1)),
        button('Now', () => this.ask(0)),
      ),
      this.answer,
      this.drawing.node,
      this.table,
    );
  }

  setHistory(history: readonly HistoryEntry[], deleted: ReadonlySet<string>): void {
    this.history = history;
    this.deleted = deleted;
    this.spans = eventSpans(history);
    this.lanes = registryLanes(this.spans);
    this.drawing.redraw();
    refill(this.table, laneTable(this.lanes));
    this.say();
  }

  /** Moves the line to a moment and says what was where. @param at 0: now. */
  ask(at: number): void {
    this.at = at;
    this.chart?.moveLine(this.shown());
    this.say();
    this.events.onMoment(at === 0 ? null : at);
  }

  private draw(width: number): readonly Element[] {
    this.chart = new LaneChart(this.lanes, this.time(), {
      width,
      at: this.shown(),
      events: { onMoment: at => this.ask(at), onEvent: this.events.onEvent },
    });
    return [this.chart.node];
  }

  /** From a little before the first change until now. */
  private time(): ChartTime {
    const times = this.spans.flatMap(span => [span.doubt === 'beginning' ? span.latest : span.earliest, span.latest]);
    const first = times.reduce((low, time) => Math.min(low, time), Infinity);
    const to = times.reduce((high, time) => Math.max(high, time), Date.now());
    return { from: first - Math.max(60_000, (to - first) * 0.03), to };
  }

  /** To the change before or after the moment. */
  private step(direction: 1 | -1): void {
    const times = [...new Set(this.spans.map(span => span.latest))].toSorted((a, b) => a - b);
    const now = this.shown();
    const found = direction > 0 ? times.find(time => time > now) : times.findLast(time => time < now);
    if (found !== undefined) this.ask(found);
  }

  private shown(): number {
    return this.at === 0 ? this.time().to : this.at;
  }

  private say(): void {
    const at = this.shown();
    const found = registryAt(this.history, at);
    this.field.value = localInput(at);
    const flaw =
      found.broken.length > 0 && element('p', { class: 'flagged' }, 'Records behind this answer were edited or miss an event: see below.');
    refill(
      this.answer,
      element('h2', {}, this.at === 0 ? 'Now' : `On ${exactTime(at)}`),
      element('ul', { class: 'answer-lines' }, ...answerLines(found, this.deleted).map(line => element('li', {}, line))),
      flaw,
    );
  }
}

/** Local time as the field wants it: "2026-03-03T14:00:00". */
function localInput(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
