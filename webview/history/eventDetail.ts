import { type VersionNumber } from '../../src/domain/ids';
import { type HistoryEntry, type Move } from '../../src/domain/registryChange';
import { button } from '../kit/controls';
import { type Child, element } from '../kit/element';
import { visibleText } from '../kit/visibleText';
import { ACTION_WORDS, actorWords, moveFromTo, movesBack, recordWords, whenWords } from './words';

export interface EventDetailActions {
  readonly undo: (id: string) => void;
  readonly showVersion: (version: VersionNumber) => void;
  readonly copyText: (text: string) => void;
  readonly onMoment: (at: number) => void;
}

/** Every fact about an event, and what can be done with it. */
export function eventDetail(entry: HistoryEntry, canChange: boolean, actions: EventDetailActions): HTMLElement {
  const { event, rollBack } = entry;
  const facts: readonly (readonly [string, Child])[] = [
    ['Kind', ACTION_WORDS[event.action]],
    ['When', whenWords(event)],
    ['By', event.action === 'observed' ? actorWords(event) : `${actorWords(event)} (as declared)`],
    ['Why', event.reason === '' ? null : element('span', { class: 'reason' }, visibleText(event.reason))],
    ['Moved', element('span', { class: 'stacked' }, ...event.moves.map(move => element('span', {}, moveFromTo(move))))],
    ['Takes back', event.undoes === undefined ? null : idText(event.undoes)],
    ['Taken back by', entry.undoneBy === null ? null : idText(entry.undoneBy)],
    ['At once with', entry.concurrent ? 'another change, made by someone who did not know of this one' : null],
    ['Record', recordWords(entry)],
    ['Id', idText(event.id)],
    [
      'After',
      event.parents.length === 0 ? 'nothing: the first record' : element('span', { class: 'stacked' }, ...event.parents.map(idText)),
    ],
  ];
  return element(
    'div',
    { class: 'event-detail' },
    element(
      'dl',
      {},
      ...facts.filter(([, value]) => value !== null).flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]),
    ),
    element(
      'p',
      { class: 'undo-words' },
      rollBack === null ? visibleText(entry.rollBackRefusal ?? '') : `Undoing it ${movesBack(rollBack.moves)}.`,
    ),
    element(
      'div',
      { class: 'actions' },
      canChange && rollBack !== null && button('Undo This Change…', () => actions.undo(event.id), 'primary'),
      button('As of then', () => actions.onMoment(event.observed?.firstSeen ?? event.at)),
      ...versionsOf(event.moves).map(version => button(`Show v${version}`, () => actions.showVersion(version))),
      button('Copy Id', () => actions.copyText(event.id)),
    ),
  );
}

function idText(id: string): HTMLElement {
  return element('code', { class: 'event-id', title: id }, visibleText(id.slice(0, 8)));
}

/** The first few versions that it is about. */
function versionsOf(moves: readonly Move[]): readonly VersionNumber[] {
  const named = moves
    .flatMap(move => (move.kind === 'stage' ? [move.version] : [move.to ?? move.from]))
    .filter(version => version !== null);
  return [...new Set(named)].slice(0, 3);
}
