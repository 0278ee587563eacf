import { expect, test } from 'vitest';
import { type HistoryEntry, type RegistryEvent } from '../../../../src/domain/registryChange';
import { eventsFromTags, eventToTags } from '../../../../src/store/history/eventTags';
import { inOrder } from '../../../../src/store/history/eventOrder';
import { sealEvent } from '../../../../src/store/history/eventSeal';
import { historyEntries } from '../../../../src/store/history/historyEntries';
import { eventOf, toAlias, toStage } from '../../domain/histories';
import { state } from '../../domain/registryStates';

function sealed(at: number, parents: readonly RegistryEvent[], more: Partial<RegistryEvent> = {}): RegistryEvent {
  const {
    id: _id,
    hash: _hash,
    ...draft
  } = eventOf(
    '',
    at,
    [toAlias('x', null, at)],
    parents.map(parent => parent.id),
  );
  return sealEvent({ ...draft, ...more });
}

/** Through tags and back, as a store does. */
function shown(...events: readonly RegistryEvent[]): HistoryEntry[] {
  return historyEntries(state({ 1: 'None' }), inOrder(eventsFromTags(events.flatMap(eventToTags))), []);
}

const first = sealed(1, []);
const second = sealed(2, [first]);
const third = sealed(3, [second]);

test('a chain as it was written is whole', () => {
  expect(shown(first, second, third).map(entry => [entry.integrity, entry.concurrent])).toEqual(Array(3).fill(['whole', false]));
});

test('an edited event is edited; those around it are whole', () => {
  const forged = { ...second, reason: 'forged' };
  expect(shown(first, forged, third).map(entry => entry.integrity)).toEqual(['whole', 'edited', 'whole']);
});

test('an event that was edited and sealed anew is missed by the one after it', () => {
  const { id: _id, hash: _hash, ...draft } = second;
  expect(shown(first, sealEvent({ ...draft, reason: 'forged' }), third).find(entry => entry.event.at === 3)?.integrity).toBe(
    'parentMissing',
  );
});

test('a removed event is missed by the one after it; the newest may be cut off without a trace', () => {
  expect(shown(first, third).map(entry => entry.integrity)).toEqual(['parentMissing', 'whole']);
  expect(shown(first, second).map(entry => entry.integrity)).toEqual(['whole', 'whole']);
});

test('two children of one event are concurrency, and so are two first events', () => {
  const beside = sealed(4, [first], { actor: 'ben' });
  const joined = sealed(5, [second, beside], { moves: [toStage(1, 'None', 'Staging')] });
  expect(shown(first, second, beside, joined).map(entry => [entry.event.at, entry.integrity, entry.concurrent])).toEqual([
    [5, 'whole', false],
    [4, 'whole', true],
    [2, 'whole', true],
    [1, 'whole', false],
  ]);
  expect(shown(first, sealed(2, [])).map(entry => entry.concurrent)).toEqual([true, true]);
});
