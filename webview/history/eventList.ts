import { type HistoryEntry, type RegistryEvent } from '../../src/domain/registryChange';
import { dropdown, textField } from '../kit/controls';
import { DataTable } from '../kit/dataTable';
import { type Child, element, on, refill } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { formatCount } from '../kit/format';
import { icon } from '../kit/icon';
import { timeText } from '../kit/valueText';
import { visibleText } from '../kit/visibleText';
import { eventDetail, type EventDetailActions } from './eventDetail';
import { type HistoryView } from './historyFrame';
import { ACTION_WORDS, actorWords, movesDone } from './words';

interface EventListActions extends EventDetailActions {
  readonly onView: (change: Partial<HistoryView>) => void;
}

/** The events, newest first, filtered by a text and a kind; a chosen one opens below its row. */
export class EventList {
  private history: readonly HistoryEntry[] = [];
  private canChange = false;
  private text: string;
  private kind: string;
  private chosen: string;
  private table: DataTable<HistoryEntry>;
  private readonly place = element('div');
  private readonly counted = element('span', { class: 'counted', role: 'status' });
  private readonly nothing = element('p', { class: 'empty', hidden: true });
  readonly node: HTMLElement;

  constructor(
    view: HistoryView,
    private readonly actions: EventListActions,
  ) {
    ({ text: this.text, kind: this.kind, chosen: this.chosen } = view);
    this.table = this.makeTable();
    const toolbar = element('div');
    refill(toolbar, this.toolbar(toolbar));
    this.node = element('section', { 'aria-label': 'Changes' }, element('h2', {}, 'Changes'), toolbar, this.place, this.nothing);
  }

  setHistory(history: readonly HistoryEntry[], canChange: boolean): void {
    this.history = history;
    this.canChange = canChange;
    this.table = this.makeTable();
    this.table.choose(this.chosen === '' ? null : this.chosen);
    refill(this.place, this.table.node);
    this.filter();
  }

  /** Opens an event and brings it into view, even if the filters hide it. */
  choose(id: string): void {
    if (!this.history.some(entry => entry.event.id === id)) return;
    this.open(id);
    this.table.rowElement(id)?.scrollIntoView({ block: 'nearest' });
    this.table.rowElement(id)?.querySelector<HTMLElement>('.row-button')?.focus({ preventScroll: true });
  }

  private makeTable(): DataTable<HistoryEntry> {
    return new DataTable<HistoryEntry>({
      label: 'Changes, newest first',
      class: 'sticky-head',
      nameColumn: 1,
      key: entry => entry.event.id,
      sort: null,
      onChoose: entry => this.open(this.chosen === entry.event.id ? '' : entry.event.id),
      detail: entry => eventDetail(entry, this.canChange, this.actions),
      columns: [
        { title: 'When', class: 'when-column', cell: whenCell },
        { title: 'Change', class: 'change-column', cell: entry => element('span', { class: 'name' }, movesDone(entry.event.moves)) },
        { title: 'Kind', class: 'kind-column', cell: entry => ACTION_WORDS[entry.event.action] },
        { title: 'By', class: 'by-column', cell: entry => element('bdi', { class: 'name' }, actorWords(entry.event)) },
        { title: 'Why', class: 'why-column', cell: whyCell },
        { title: 'Record', class: 'record-column', cell: markCell },
      ],
    });
  }

  private open(id: string): void {
    this.chosen = id;
    this.actions.onView({ chosen: id });
    this.table.choose(id === '' ? null : id);
  }

  private toolbar(place: HTMLElement): HTMLElement {
    const kinds = [{ value: 'all', text: 'all kinds' }, ...Object.entries(ACTION_WORDS).map(([value, text]) => ({ value, text }))];
    const refilter = (text: string, kind: string): void => {
      [this.text, this.kind] = [text, kind];
      this.actions.onView({ text, kind });
      this.filter();
    };
    const clear = element('button', { type: 'button', class: 'plain-button' }, 'Clear the filters');
    on(clear, 'click', () => {
      refilter('', 'all');
      refill(place, this.toolbar(place));
    });
    refill(this.nothing, 'No change passes the filters. ', clear);
    return element(
      'div',
      { class: 'toolbar', role: 'search', 'aria-label': 'Filter changes' },
      textField({
        label: 'Filter by person, version, stage, alias or reason',
        placeholder: 'person, version, reason…',
        value: this.text,
        onInput: text => refilter(text, this.kind),
      }),
      dropdown('Show', kinds, this.kind, kind => refilter(this.text, kind)),
      this.counted,
    );
  }

  private filter(): void {
    const shown = this.history.filter(entry => passes(entry.event, this.text, this.kind));
    this.table.setRows(shown);
    this.nothing.hidden = shown.length > 0;
    this.table.node.hidden = shown.length === 0;
    const all = countOf(this.history.length, 'change');
    this.counted.textContent = shown.length === this.history.length ? all : `${formatCount(shown.length)} of ${all}`;
  }
}

function passes(event: RegistryEvent, text: string, kind: string): boolean {
  if (kind !== 'all' && event.action !== kind) return false;
  const all = [movesDone(event.moves), actorWords(event), event.reason, event.id].join('\n').toLowerCase();
  return all.includes(text.trim().toLowerCase());
}

function whenCell({ event }: HistoryEntry): Child {
  const time = timeText(event.at);
  return event.observed === undefined ? time : element('span', { title: 'It was made before, elsewhere' }, 'seen ', time);
}

function whyCell({ event }: HistoryEntry): Child {
  return event.reason === ''
    ? element('span', { class: 'absent', 'aria-label': 'no reason' }, '–')
    : element('bdi', { class: 'name' }, visibleText(event.reason));
}

/** What is to be known of the record, by sign and word. */
function markCell({ integrity, undoneBy, unrecorded, concurrent }: HistoryEntry): Child {
  const marks = [
    integrity === 'edited' && element('span', { class: 'flagged' }, icon('warning'), ' edited'),
    integrity === 'parentMissing' && element('span', { class: 'flagged' }, icon('warning'), ' link broken'),
    undoneBy !== null && element('span', {}, icon('dash'), ' taken back'),
    unrecorded && element('span', {}, icon('question'), ' not recorded yet'),
    concurrent && element('span', { class: 'muted' }, 'at once with another'),
  ].filter(mark => mark !== false);
  return marks.length === 0
    ? element('span', { class: 'muted' }, icon('check'), ' whole')
    : element('span', { class: 'stacked' }, ...marks);
}
