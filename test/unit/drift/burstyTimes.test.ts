import { describe, expect, it } from 'vitest';
import { strictTimes } from '../../../src/drift/strict/strictTimes';
import { cycleTable, cycleVariation } from '../../../src/drift/times/cycleVariation';
import { sideTimes } from '../../../src/drift/times/sideTimes';
import { HOURS, WEEKDAYS } from '../../../src/drift/times/timeCycle';
import { normal, randomNumbers } from '../../support/randomNumbers';

/** Times that come in bursts: many rows in a minute, which say as little as one. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A Monday. */
const START = Date.UTC(2024, 0, 1);
const SIGNIFICANCE = 0.05;

interface Bursts {
  readonly days: number;
  readonly perDay: number;
  readonly size: () => number;
  /** Whether a burst may be then. */
  readonly keeps?: (time: number) => boolean;
}

function draw({ days, perDay, size, keeps = () => true }: Bursts, next: () => number): Float64Array {
  const bursts = Array.from({ length: days * perDay }, () => START + Math.floor((next() * days * DAY) / MINUTE) * MINUTE).filter(keeps);
  return Float64Array.from(bursts.flatMap(time => Array.from({ length: size() }, () => time + next() * MINUTE))).sort();
}

function compare(reference: Float64Array, current: Float64Array) {
  const [before, after] = [reference, current].map(values =>
    sideTimes({ name: 't', storage: 'numbers', kind: 'datetime', values, missing: 0 }),
  );
  return strictTimes(before ?? null, after ?? null, SIGNIFICANCE);
}

/** Which part of so many pairs drawn from the same alarm by p-value and effect. */
function alarmRate(rounds: number, next: () => number, bursts: Bursts, other: Bursts = bursts): number {
  let alarms = 0;
  for (let round = 0; round < rounds; round++) {
    const outcome = compare(draw(bursts, next), draw(other, next));
    if ('reason' in outcome || outcome.strict === undefined) continue;
    const { adjustedP, effect } = outcome.strict;
    if (adjustedP <= SIGNIFICANCE && effect.value >= effect.threshold) alarms++;
  }
  return alarms / rounds;
}

const ROUNDS = 150;
/** The nominal rate and three standard errors. */
const MOST = SIGNIFICANCE + 3 * Math.sqrt((SIGNIFICANCE * (1 - SIGNIFICANCE)) / ROUNDS);

describe('without drift, alarms are no more than their rate', () => {
  const next = randomNumbers(31);
  it.each<[string, Bursts, Bursts?]>([
    ['twenty rows a burst', { days: 28, perDay: 5, size: () => 20 }],
    ['a hundred rows once a day', { days: 28, perDay: 1, size: () => 100 }],
    ['two weeks against one', { days: 14, perDay: 5, size: () => 20 }, { days: 7, perDay: 5, size: () => 20 }],
    ['bursts of very different sizes', { days: 28, perDay: 10, size: () => 1 + Math.floor(Math.exp(1 + 1.5 * normal(next))) }],
    ['bursts without a mean size', { days: 28, perDay: 10, size: () => Math.min(1e4, Math.floor((1 - next()) ** -1)) }],
    ['ten times as many bursts', { days: 14, perDay: 5, size: () => 20 }, { days: 14, perDay: 50, size: () => 20 }],
  ])('%s', (_, bursts, other) => {
    expect(alarmRate(ROUNDS, next, bursts, other)).toBeLessThanOrEqual(MOST);
  });
});

describe('drift is seen through bursts', () => {
  const next = randomNumbers(32);
  const all: Bursts = { days: 28, perDay: 10, size: () => 20 };
  it.each<[string, Bursts]>([
    ['nights without times', { ...all, keeps: time => Math.floor(time / HOUR) % 24 >= 8 }],
    ['weekends without times', { ...all, keeps: time => (Math.floor(time / DAY) + 3) % 7 < 5 }],
    ['the same of five times as many', { ...all, perDay: 50, keeps: time => (Math.floor(time / DAY) + 3) % 7 < 5 }],
  ])('%s', (_, other) => {
    expect(alarmRate(20, next, all, other)).toBe(1);
  });
});

describe('what cannot be told has a sentence', () => {
  const next = randomNumbers(33);
  const many: Bursts = { days: 28, perDay: 20, size: () => 1 };

  it('where single bursts hold a side', () => {
    const giant = Float64Array.from([...draw(many, next), ...Array.from({ length: 5000 }, () => START + 10 * DAY)]).sort();
    expect(compare(draw(many, next), giant)).toEqual({
      reason:
        'Time itself is not compared, as it moves by nature; single bursts hold so much of a side that they decide its weekdays; single bursts hold so much of a side that they decide its hours.',
    });
  });

  it('where there is one week only on each side', () => {
    const week: Bursts = { days: 7, perDay: 100, size: () => 1 };
    const outcome = compare(draw(week, next), draw(week, next));
    expect('note' in outcome && outcome.note).toBe(
      'Time itself is not compared, as it moves by nature: the shares of its hours in UTC are; one week on each side does not tell how much its weekdays differ anyway.',
    );
  });
});

describe('the variation of whole cycles', () => {
  it('is Pearson’s statistic of cycles by places', () => {
    // Two days: four times in hour 0 and two in hour 1, then none and six.
    const times = Float64Array.from([0, 1, 2, 3, HOUR, HOUR + 1, ...Array.from({ length: 6 }, (_, k) => DAY + HOUR + k)]);
    const table = cycleTable(times, HOURS);
    expect(table.map(row => row.slice(0, 3))).toEqual([
      [4, 2, 0],
      [0, 6, 0],
    ]);
    // Expected 2, 4 in both: (4 + 4) / 2 + (4 + 4) / 4.
    expect(cycleVariation(table)).toEqual({ squares: expect.closeTo(6, 12) as number, degrees: 1 });
  });

  it('has no degrees of one cycle', () => {
    expect(cycleVariation(cycleTable(Float64Array.of(0, DAY, 2 * DAY), WEEKDAYS)).degrees).toBe(0);
  });
});
