import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { registryAt } from '../../../src/domain/registryAt';
import { type HistoryEntry, type Move, type RegistryEvent } from '../../../src/domain/registryChange';
import { type RegistryState, stateAfter, versionsIn } from '../../../src/domain/registryState';
import { STAGES, type Stage } from '../../../src/domain/registeredModel';
import { eventOf, historyOf, seenOf, toAlias, toStage } from './histories';
import { state, v } from './registryStates';

/** "3" for certain, "3 or 4" where both are possible, "-" for nothing. */
function inPlace(history: readonly HistoryEntry[], at: number, place = 'Production'): string | null {
  const found = registryAt(history, at).places.find(
    its => (its.place.kind === 'stage' ? its.place.stage : `@${its.place.alias}`) === place,
  );
  return found === undefined ? null : found.alternatives.map(versions => versions.join('+') || '-').join(' or ');
}

function doubtsAt(history: readonly HistoryEntry[], at: number): (string | null)[] {
  return registryAt(history, at).places.flatMap(place => place.doubts.map(span => span.doubt));
}

describe('changes made here', () => {
  const history = historyOf(
    eventOf('a', 100, [toStage(3, 'None', 'Production')]),
    eventOf('b', 200, [toStage(4, 'None', 'Production'), toStage(3, 'Production', 'Archived')], ['a']),
    eventOf('c', 300, [toAlias('champion', null, 4)], ['b']),
  );

  test('say what was where between any two of them', () => {
    expect([100, 199, 200, 5000].map(at => inPlace(history, at))).toEqual(['3', '3', '4', '4']);
    expect([250, 300].map(at => inPlace(history, at, '@champion'))).toEqual(['-', '4']);
    expect(inPlace(history, 250, 'Archived')).toBe('3');
    expect(inPlace(history, 250, 'Staging')).toBeNull();
  });

  test('before the first nothing is known', () => {
    expect(registryAt(history, 99)).toEqual({ at: 99, knownSince: 100, places: [], broken: [] });
    expect(registryAt([], 99)).toEqual({ at: 99, knownSince: null, places: [], broken: [] });
  });

  test('a record that is broken is named where the answer rests on it', () => {
    const [newest, edited, first] = history;
    const broken = [newest, { ...edited, integrity: 'edited' as const }, first] as HistoryEntry[];
    expect(registryAt(broken, 199).broken).toEqual([]);
    expect(registryAt(broken, 200).broken.map(entry => entry.event.id)).toEqual(['b']);
  });
});

describe('changes made elsewhere', () => {
  test('leave it open in the time in which they were made', () => {
    const history = historyOf(
      eventOf('a', 100, [toStage(3, 'None', 'Production')]),
      seenOf('b', [150, 250], [toStage(4, 'None', 'Production'), toStage(3, 'Production', 'Archived')], ['a']),
    );
    expect([150, 151, 249, 250].map(at => inPlace(history, at))).toEqual(['3', '3 or 4', '3 or 4', '4']);
    expect(doubtsAt(history, 200)).toEqual(['observed', 'observed']);
    expect(doubtsAt(history, 250)).toEqual([]);
  });

  test('two that were seen at once leave their own places open only', () => {
    const history = historyOf(
      eventOf('a', 100, [toStage(3, 'None', 'Production'), toAlias('x', null, 3)]),
      seenOf('b', [100, 200], [toStage(3, 'Production', 'Staging')], ['a']),
      seenOf('c', [100, 200], [toAlias('x', 3, 4)], ['b']),
    );
    expect(['Production', 'Staging', '@x'].map(place => inPlace(history, 150, place))).toEqual(['3 or -', '- or 3', '3 or 4']);
  });

  test('what was there when history began is known from the first look on, and no earlier', () => {
    const history = historyOf(
      seenOf('a', [10, 200], [toStage(3, 'None', 'Production')]),
      seenOf('b', [10, 200], [toAlias('x', null, 3)], ['a']),
      eventOf('c', 200, [toStage(4, 'None', 'Staging')], ['b']),
    );
    expect(registryAt(history, 199)).toMatchObject({ knownSince: 200, places: [] });
    expect(['Production', 'Staging', '@x'].map(place => inPlace(history, 200, place))).toEqual(['3', '4', '3']);
  });
});

describe('two people at once', () => {
  const fork = [
    eventOf('a', 100, [toStage(1, 'None', 'Production')]),
    eventOf('b', 200, [toAlias('x', null, 1)], ['a']),
    eventOf('c', 300, [toAlias('x', null, 2)], ['a']),
  ];

  test('both are possible until the second; the one that stands in the end won', () => {
    const history = historyOf(...fork, eventOf('d', 400, [toStage(2, 'None', 'Staging')], ['b', 'c']));
    expect([199, 200, 299, 300, 400].map(at => inPlace(history, at, '@x'))).toEqual(['-', '1 or 2', '1 or 2', '2', '2']);
    expect(doubtsAt(history, 250)).toEqual(['concurrent']);
    expect(inPlace(history, 250)).toBe('1');
  });

  test('who changes other things is in nobody’s way', () => {
    const history = historyOf(...fork.slice(0, 2), eventOf('c', 300, [toStage(2, 'None', 'Staging')], ['a']));
    expect(doubtsAt(history, 250)).toEqual([]);
  });
});

describe('clocks that contradict the order', () => {
  test('leave it open between the times that they give', () => {
    const history = historyOf(
      eventOf('a', 100, [toStage(1, 'None', 'Production')]),
      eventOf('b', 500, [toStage(2, 'None', 'Production'), toStage(1, 'Production', 'None')], ['a']),
      eventOf('c', 300, [toStage(3, 'None', 'Production'), toStage(2, 'Production', 'None')], ['b']),
    );
    expect([299, 300, 499, 500].map(at => inPlace(history, at))).toEqual(['1', '1 or 2 or 3', '1 or 2 or 3', '3']);
    expect(doubtsAt(history, 400)).toEqual(['clocks', 'clocks']);
  });
});

test('versions that are deleted by now are named as they were', () => {
  const history = historyOf(
    eventOf('a', 100, [toStage(3, 'None', 'Production')]),
    eventOf('b', 200, [toStage(4, 'None', 'Production')], ['a']),
  );
  expect(inPlace(history, 200)).toBe('4+3');
});

describe('any history', () => {
  const step = fc.record({
    version: fc.integer({ min: 1, max: 4 }),
    stage: fc.constantFrom<Stage>(...STAGES),
    wait: fc.integer({ min: 1, max: 50 }),
    elsewhere: fc.boolean(),
  });

  interface Told {
    readonly events: readonly RegistryEvent[];
    /** What was true from each time on. */
    readonly truth: readonly { readonly from: number; readonly state: RegistryState }[];
  }

  /** Plays steps: those made elsewhere are noticed some time later, before the next one. */
  function play(steps: readonly { version: number; stage: Stage; wait: number; elsewhere: boolean }[]): Told {
    const events: RegistryEvent[] = [];
    const truth = [{ from: 0, state: state({}) }];
    let now = 0;
    for (const [index, { version, stage, wait, elsewhere }] of steps.entries()) {
      const before = truth.at(-1)?.state ?? state({});
      const move: Move = toStage(version, before.stages.get(v(version)) ?? 'None', stage);
      const lastSeen = now;
      now += wait;
      truth.push({ from: now, state: stateAfter(before, [move]) });
      const parents = events.slice(-1).map(event => event.id);
      if (elsewhere && index > 0) {
        now += wait;
        events.push(seenOf(String(index), [lastSeen, now], [move], parents));
      } else events.push(eventOf(String(index), now, [move], parents));
    }
    return { events, truth };
  }

  test('never denies what was true, and is certain outside the times in which something was changed elsewhere', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), fc.nat(1200), (steps, at) => {
        const { events, truth } = play(steps);
        const answer = registryAt(historyOf(...events), at);
        const since = events[0]?.at ?? 0;
        expect(answer.knownSince).toBe(since);
        if (at < since) expect(answer.places).toEqual([]);
        const was = truth.findLast(({ from }) => from <= at)?.state ?? state({});
        const isOpen = events.some(({ observed }) => observed !== undefined && observed.lastSeen < at && at < observed.firstSeen);
        for (const { place, alternatives } of answer.places) {
          if (place.kind === 'alias') throw new Error('No alias was set.');
          expect(alternatives.map(versions => versions.join())).toContain(versionsIn(was, place.stage).join());
          if (!isOpen) expect(alternatives).toHaveLength(1);
        }
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  test('with any clocks: certain after all of them, and it is what the moves lead to', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(500), { minLength: 12, maxLength: 12 }),
        (steps, clocks) => {
          const { events, truth } = play(steps.map(its => ({ ...its, elsewhere: false })));
          const skewed = events.map((event, index) => ({ ...event, at: clocks[index] ?? 0 }));
          const answer = registryAt(historyOf(...skewed), 500);
          const last = truth.at(-1)?.state ?? state({});
          for (const { place, alternatives, doubts } of answer.places) {
            expect(doubts).toEqual([]);
            expect(alternatives).toEqual([place.kind === 'stage' ? versionsIn(last, place.stage) : []]);
          }
        },
      ),
      { seed: 5, numRuns: 200 },
    );
  });

  test('forks: after the join it is what the moves lead to, in the order of the list', () => {
    const forked = fc.array(fc.record({ version: fc.integer({ min: 1, max: 3 }), side: fc.boolean(), at: fc.nat(99) }), { maxLength: 10 });
    fc.assert(
      fc.property(forked, steps => {
        const events: RegistryEvent[] = [eventOf('root', 0, [toAlias('x', null, 1)])];
        const heads = { true: 'root', false: 'root' };
        for (const [index, { version, side, at }] of steps.entries()) {
          events.push(eventOf(String(index), at, [toAlias('x', 1, version)], [heads[`${side}`]]));
          heads[`${side}`] = String(index);
        }
        events.push(eventOf('join', 100, [toStage(1, 'None', 'Staging')], [...new Set(Object.values(heads))]));
        const expected = steps.at(-1)?.version ?? 1;
        expect(inPlace(historyOf(...events), 100, '@x')).toBe(String(expected));
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});

test('a history of 20,000 changes is answered quickly', () => {
  const events = Array.from({ length: 20_000 }, (_, index) =>
    eventOf(String(index), index, [toAlias('x', index, index + 1)], index === 0 ? [] : [String(index - 1)]),
  );
  const history = historyOf(...events);
  const started = performance.now();
  expect(inPlace(history, 12_345, '@x')).toBe('12346');
  expect(performance.now() - started).toBeLessThan(1000);
});
