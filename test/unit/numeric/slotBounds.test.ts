import { describe, expect, it } from 'vitest';
import { andersonDarlingP, andersonDarlingStatistic } from '../../../src/numeric/andersonDarling';
import { andersonDarlingBounds } from '../../../src/numeric/andersonDarlingBounds';
import { cramerVonMisesP } from '../../../src/numeric/cramerVonMises';
import { cramerVonMisesBounds } from '../../../src/numeric/cramerVonMisesBounds';
import { type Bounds } from '../../../src/numeric/gapBounds';
import { mannWhitneyLess } from '../../../src/numeric/mannWhitney';
import { mannWhitneyBounds } from '../../../src/numeric/mannWhitneyBounds';
import { mergeRankSketches } from '../../../src/numeric/mergeRankSketches';
import { boundsOfSketch, boundsOfSorted, type RankBounds } from '../../../src/numeric/rankBounds';
import { rankSketch } from '../../../src/numeric/rankSketch';
import { rankStatistics } from '../../../src/numeric/rankStatistics';
import { SeededRandom } from '../../../src/numeric/seededRandom';

interface Known {
  readonly ranks: RankBounds;
  readonly distinct: number;
}

const TESTS: readonly (readonly [string, (a: Float64Array, b: Float64Array) => number, (a: Known, b: Known) => Bounds])[] = [
  [
    'Anderson–Darling',
    (a, b) => andersonDarlingP(andersonDarlingStatistic(rankStatistics(a, b).anderson, a.length, b.length)),
    (a, b) => andersonDarlingBounds(a.ranks, b.ranks),
  ],
  ['Cramér–von Mises', (a, b) => cramerVonMisesP(rankStatistics(a, b).cramer, a.length, b.length), cramerVonMisesBounds],
  [
    'Mann–Whitney',
    (a, b) => {
      const { u, ties } = rankStatistics(a, b);
      return mannWhitneyLess({ u, ties, n: a.length, m: b.length });
    },
    (a, b) => mannWhitneyBounds(a.ranks, b.ranks),
  ],
];

/** From smooth to tied, of sizes that differ up to ten times. */
function drawn(seed: number): { readonly a: Float64Array; readonly b: Float64Array } {
  const random = new SeededRandom(seed);
  const share = (): number => random.uint32() / 2 ** 32;
  const grain = [1e9, 300, 40, 6][seed % 4] ?? 1;
  const power = 1 + 3 * share();
  const shift = seed % 3 === 0 ? 0 : 0.15 * share();
  const draw = (count: number, by: number): Float64Array =>
    Float64Array.from({ length: count }, () => Math.round(grain * (by + share() ** power)) / grain).sort();
  return { a: draw(30 + Math.floor(500 * share()), 0), b: draw(30 + Math.floor(500 * share()), shift) };
}

function distinctOf(sorted: Float64Array): number {
  return new Set(sorted).size;
}

function whole(sorted: Float64Array): Known {
  return { ranks: boundsOfSorted(sorted), distinct: distinctOf(sorted) };
}

function sketched(sorted: Float64Array): Known {
  return { ranks: boundsOfSketch(rankSketch(sorted, 25)), distinct: distinctOf(sorted) };
}

/** Merged of two halves, whose distinct values are known only as the larger half has them. */
function merged(sorted: Float64Array): Known {
  const halves = [0, 1].map(half => sorted.filter((_, k) => k % 2 === half));
  const sketch = mergeRankSketches(
    halves.map(half => rankSketch(half, 25)),
    30,
  );
  return { ranks: boundsOfSketch(sketch), distinct: Math.max(...halves.map(distinctOf)) };
}

function expectInside(p: number, { lowest, highest }: Bounds, what: string): number {
  expect(p, what).toBeGreaterThanOrEqual(lowest - 1e-9);
  expect(p, what).toBeLessThanOrEqual(highest + 1e-9);
  return highest - lowest;
}

describe.each(TESTS)('the bounds of the p-value of %s', (name, pOf, boundsOf) => {
  it('are the p-value itself of samples that are known', () => {
    // Of the ties that Mann and Whitney count, a known sample's bounds are wider than need be.
    const widest = name === 'Mann–Whitney' ? 0.05 : 1e-6;
    for (let seed = 1; seed <= 60; seed++) {
      const { a, b } = drawn(seed);
      expect(expectInside(pOf(a, b), boundsOf(whole(a), whole(b)), `seed ${seed}`), `seed ${seed}`).toBeLessThan(widest);
    }
  });

  it('hold it where one side or both are sketched or merged', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const { a, b } = drawn(seed);
      const makers = [whole, sketched, merged];
      for (const of of makers)
        for (const by of makers) expectInside(pOf(a, b), boundsOf(of(a), by(b)), `seed ${seed} ${of.name} ${by.name}`);
    }
  });

  it('hold it of whatever data the sketch is of', () => {
    const random = new SeededRandom(11);
    for (let seed = 1; seed <= 40; seed++) {
      const { a, b } = drawn(4 * seed);
      const { points } = rankSketch(a, 25);
      const bounds = boundsOf({ ranks: boundsOfSketch(rankSketch(a, 25)), distinct: 1 }, whole(b));
      for (let round = 0; round < 5; round++) {
        const moved = a.map(value => {
          const above = points.findIndex(point => point.value >= value);
          if (points[above]?.value === value) return value;
          const [low, high] = [points[above - 1]?.value ?? value, points[above]?.value ?? value];
          // At one end, at the other, or anywhere between.
          const place = [1e-9, 1 - 1e-9, random.uint32() / 2 ** 32, 0.5, 0.5][round] ?? 0.5;
          return low + place * (high - low);
        });
        expectInside(pOf(moved.sort(), b), bounds, `seed ${seed} round ${round}`);
      }
    }
  });
});
