import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { modelName } from '../../../../src/domain/ids';
import { type RegistryEvent } from '../../../../src/domain/registryChange';
import { checkTag } from '../../../../src/domain/registryNames';
import { heads, inOrder } from '../../../../src/store/history/eventOrder';
import { sealEvent } from '../../../../src/store/history/eventSeal';
import { eventsFromTags, eventToTags, type StoredEvent } from '../../../../src/store/history/eventTags';
import { v } from '../../domain/registryStates';

function event(more: Partial<RegistryEvent> = {}): RegistryEvent {
  return sealEvent({
    at: 5,
    actor: 'ana',
    action: 'alias',
    model: modelName('delay'),
    moves: [{ kind: 'alias', alias: 'champion', from: null, to: v(2) }],
    reason: '',
    parents: [],
    ...more,
  });
}

describe('an event as tags', () => {
  test('is one tag with canonical JSON', () => {
    const made = event();
    const [tag, ...others] = eventToTags(made);
    expect(others).toEqual([]);
    expect(tag?.key).toBe(`modelops.event.${made.id}`);
    expect(tag?.value.startsWith('{"action":"alias","actor":"ana","at":5,"hash":"')).toBe(true);
    expect(eventsFromTags(tag ? [tag] : [])).toEqual([{ event: made, intact: true }]);
  });

  test('is in numbered parts of at most 4,500 bytes if it is long, in any order', () => {
    const made = event({ reason: 'ü😀'.repeat(2000) });
    const tags = eventToTags(made);
    expect(tags.map(tag => tag.key.slice(-7))).toEqual(['.1-of-3', '.2-of-3', '.3-of-3']);
    for (const tag of tags) {
      expect(Buffer.byteLength(tag.value)).toBeLessThanOrEqual(4500);
      expect(checkTag(tag.key, tag.value).ok).toBe(true);
    }
    expect(eventsFromTags([...tags].reverse())).toEqual([{ event: made, intact: true }]);
    expect(eventsFromTags(tags.slice(1))).toEqual([]);
  });

  test('any reason and actor come back as they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 6000 }), fc.string({ unit: 'binary' }), (reason, actor) => {
        const made = event({ reason, actor, undoes: 'x', parents: ['a', 'b'] });
        expect(eventsFromTags(eventToTags(made))).toEqual([{ event: made, intact: true }]);
      }),
      { numRuns: 50 },
    );
  });

  test('other tags and what is no event are passed over', () => {
    const made = event();
    const [tag] = eventToTags(made);
    const noise = [
      { key: 'team', value: 'ops' },
      { key: 'modelops.event.abc', value: 'not JSON' },
      { key: 'modelops.event.abd', value: '[]' },
      { key: 'modelops.event.abe', value: '{"action":"stage"}' },
      { key: 'modelops.event.never', value: JSON.stringify({ ...made, id: 'never', at: 1e300 }) },
      { key: 'modelops.event.other', value: tag?.value ?? '' },
      {
        key: `modelops.event.${made.id}x`,
        value: JSON.stringify({ ...made, moves: [{ kind: 'stage', version: '1', from: 'None', to: 'Nowhere' }] }),
      },
    ];
    expect(eventsFromTags(noise)).toEqual([]);
  });

  test('an edited event is read, and is not intact', () => {
    const made = event();
    const tag = { key: `modelops.event.${made.id}`, value: JSON.stringify({ ...made, actor: 'mallory' }) };
    expect(eventsFromTags([tag])).toEqual([{ event: { ...made, actor: 'mallory' }, intact: false }]);
  });
});

describe('the order of events', () => {
  const stored = (...events: RegistryEvent[]): StoredEvent[] => events.map(its => ({ event: its, intact: true }));

  test('follows parents before clocks, and clocks before ids', () => {
    const first = event({ at: 100 });
    const second = event({ at: 50, parents: [first.id] });
    const third = event({ at: 10, parents: [second.id] });
    const aside = event({ at: 60, reason: 'aside' });
    expect(inOrder(stored(third, aside, second, first)).map(its => its.event.id)).toEqual([first, second, third, aside].map(its => its.id));
    expect(heads(stored(first, second, third, aside))).toEqual([third.id, aside.id].sort());
  });

  test('bears parents that are missing, and events that name each other', () => {
    const orphan = event({ parents: ['gone'] });
    expect(inOrder(stored(orphan))).toHaveLength(1);
    const a = { ...event({ reason: 'a' }), id: 'a', parents: ['b'] };
    const b = { ...event({ reason: 'b' }), id: 'b', parents: ['a'] };
    expect(
      inOrder(stored(a, b))
        .map(its => its.event.id)
        .sort(),
    ).toEqual(['a', 'b']);
  });

  test('is quick for a long history with clocks that run backwards', () => {
    const chain: RegistryEvent[] = [];
    for (let at = 20_000; at > 0; at--) chain.push({ ...event(), id: String(at), at, parents: at === 20_000 ? [] : [String(at + 1)] });
    expect(inOrder(stored(...chain)).map(its => its.event.at)).toEqual(chain.map(its => its.at));
  });
});
