import { expect, test } from 'vitest';
import { eventSpans } from '../../../src/domain/eventSpans';
import { registryLanes } from '../../../src/domain/registryLanes';
import { eventOf, historyOf, seenOf, toAlias, toStage } from './histories';

test('a lane for each stage and alias, with who was there from when until when', () => {
  const history = historyOf(
    eventOf('a', 100, [toStage(3, 'None', 'Production'), toAlias('x', null, 3)]),
    eventOf('b', 200, [toStage(4, 'None', 'Production'), toStage(3, 'Production', 'Archived')], ['a']),
    seenOf('c', [250, 300], [toAlias('x', 3, 4)], ['b']),
    eventOf('d', 400, [toAlias('x', 4, null)], ['c']),
  );
  const lanes = registryLanes(eventSpans(history)).map(({ place, bars }) => [
    place.kind === 'stage' ? place.stage : `@${place.alias}`,
    bars.map(bar => `v${bar.version} ${bar.from.earliest}-${bar.from.latest} to ${bar.until?.earliest}-${bar.until?.latest}`),
  ]);
  expect(lanes).toEqual([
    ['Production', ['v3 100-100 to 200-200', 'v4 200-200 to undefined-undefined']],
    ['Archived', ['v3 200-200 to undefined-undefined']],
    ['@x', ['v3 100-100 to 250-300', 'v4 250-300 to 400-400']],
  ]);
});

test('a version that comes back has another bar', () => {
  const history = historyOf(
    eventOf('a', 1, [toStage(3, 'None', 'Production')]),
    eventOf('b', 2, [toStage(3, 'Production', 'None')], ['a']),
    eventOf('c', 3, [toStage(3, 'None', 'Production')], ['b']),
  );
  const [production] = registryLanes(eventSpans(history));
  expect(production?.bars.map(bar => [bar.from.entry.event.id, bar.until?.entry.event.id])).toEqual([
    ['a', 'b'],
    ['c', undefined],
  ]);
});

test('an alias that two people set at once names one version at a time', () => {
  const history = historyOf(
    eventOf('a', 1, [toAlias('x', null, 1)]),
    eventOf('b', 2, [toAlias('x', 1, 2)], ['a']),
    eventOf('c', 3, [toAlias('x', 1, 3)], ['a']),
  );
  const lane = registryLanes(eventSpans(history)).find(({ place }) => place.kind === 'alias');
  expect(lane?.bars.map(bar => [bar.version, bar.until?.entry.event.id])).toEqual([
    ['1', 'b'],
    ['2', 'c'],
    ['3', undefined],
  ]);
});
