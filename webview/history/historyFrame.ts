import { type Failure, failureSentence } from '../../src/base/result';
import { type HistoryPageState } from '../../src/history/contract';
import { type VersionNumber } from '../../src/domain/ids';
import { type HistoryEntry } from '../../src/domain/registryChange';
import { button } from '../kit/controls';
import { type Child, element, refill } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { icon } from '../kit/icon';
import { nameText, timeText } from '../kit/valueText';
import { loadView, saveView } from '../kit/viewState';
import { shortText, visibleText } from '../kit/visibleText';
import { EventList } from './eventList';
import { MomentPanel } from './momentPanel';
import { verdictWords } from './words';

export interface HistoryActions {
  readonly undo: (id: string) => void;
  readonly exportHistory: () => void;
  readonly showVersion: (version: VersionNumber) => void;
  readonly copyText: (text: string) => void;
}

/** How the page is looked at: kept over a reload. `model` lets the host find the history again; `at` 0 means now; `answered` is the last question. */
const defaults = { model: '', at: 0, chosen: '', text: '', kind: 'all', answered: 0 };
export type HistoryView = typeof defaults;

/** The whole page: header, the lanes with the asked moment, and the events. */
export class HistoryFrame {
  private view: HistoryView = loadView(defaults);
  private readonly header = element('header', { class: 'page-header' });
  private readonly notices = element('div', { class: 'page-notices' });
  private readonly body = element('div', { class: 'page-body history' });
  private readonly moment: MomentPanel;
  private readonly events: EventList;
  /** What was drawn, so that a state that says nothing new redraws nothing. */
  private drawn = '';
  readonly node = element('main', { class: 'page' }, this.header, this.notices, this.body);

  constructor(private readonly actions: HistoryActions) {
    this.moment = new MomentPanel(this.view.at, {
      onMoment: at => this.keep({ at: at ?? 0 }),
      onEvent: id => this.choose(id),
    });
    this.events = new EventList(this.view, {
      ...actions,
      onView: change => this.keep(change),
      onMoment: at => this.moment.ask(at),
    });
  }

  show(state: HistoryPageState): void {
    document.title = `History of ${shortText(state.model)}`;
    this.keep({ model: state.model });
    refill(this.notices);
    if (state.failure !== null) this.showFailure(state.failure);
    const key = JSON.stringify([state.history?.map(entryKey), state.deleted, state.canChange, state.canExport]);
    if (key !== this.drawn) this.draw(state);
    this.drawn = key;
    this.take(state);
  }

  showFailure(failure: Failure): void {
    if (failure.reason === 'cancelled') return;
    refill(this.notices, element('p', { class: 'notice notice-error', role: 'alert' }, visibleText(failureSentence(failure))));
  }

  private draw(state: HistoryPageState): void {
    const { history } = state;
    refill(this.header, ...this.headerParts(state));
    if (history === null) return refill(this.body, state.failure === null && element('p', { class: 'empty' }, 'Reading the history…'));
    if (history.length === 0) {
      return refill(
        this.body,
        element('p', { class: 'empty' }, 'Who changes a stage or an alias, when and why, is written down here from the first change on.'),
      );
    }
    this.moment.setHistory(history, new Set(state.deleted));
    this.events.setHistory(history, state.canChange);
    refill(this.body, this.moment.node, this.events.node);
  }

  private headerParts({ model, history, canExport }: HistoryPageState): readonly Child[] {
    const has = history !== null && history.length > 0;
    const sign = history?.some(entry => entry.integrity !== 'whole') === true ? 'warning' : 'check';
    return [
      element(
        'div',
        { class: 'title-row' },
        element('h1', {}, 'History of ', nameText(model)),
        element(
          'div',
          { class: 'actions', role: 'group', 'aria-label': 'Actions' },
          has && canExport && button('Export…', this.actions.exportHistory),
        ),
      ),
      history !== null && element('p', { class: 'verdict' }, has && icon(sign), ' ', element('span', {}, verdictWords(history))),
      has &&
        element('ul', { class: 'facts', 'aria-label': 'About this history' }, ...factsOf(history).map(fact => element('li', {}, fact))),
    ];
  }

  /** What was asked for with the page, once: afterwards the reader moves freely. */
  private take(state: HistoryPageState): void {
    const { asked, history } = state;
    if (history === null || asked === null || asked.since === this.view.answered) return;
    this.keep({ answered: asked.since });
    if (asked.at !== undefined) this.moment.ask(asked.at);
    if (asked.eventId !== undefined) this.choose(asked.eventId);
  }

  private choose(id: string): void {
    this.events.choose(id);
  }

  private keep(change: Partial<HistoryView>): void {
    this.view = { ...this.view, ...change };
    saveView(this.view);
  }
}

function entryKey(entry: HistoryEntry): readonly unknown[] {
  return [entry.event.id, entry.integrity, entry.undoneBy, entry.unrecorded, entry.rollBack === null, entry.rollBackRefusal];
}

function factsOf(history: readonly HistoryEntry[]): readonly Child[] {
  const first = history.at(-1);
  const people = [...new Set(history.filter(({ event }) => event.action !== 'observed').map(({ event }) => event.actor))].toSorted();
  const elsewhere = history.filter(({ event }) => event.action === 'observed').length;
  return [
    element('span', {}, countOf(history.length, 'change'), first && ' since ', first && timeText(first.event.at)),
    people.length > 0 &&
      `by ${people.slice(0, 5).map(shortText).join(', ')}${people.length > 5 ? ` and ${countOf(people.length - 5, 'other')}` : ''}`,
    elsewhere > 0 && `${countOf(elsewhere, 'change')} made elsewhere`,
  ].filter(fact => fact !== false);
}
