import { describe, expect, it } from 'vitest';
import { type Column } from '../../../../src/domain/column';
import { type DriftMethod, isDrift } from '../../../../src/domain/driftMethod';
import { type DataProfile } from '../../../../src/drift/profile/dataProfile';
import { mergeProfiles } from '../../../../src/drift/profile/mergeProfiles';
import { type VerdictOutcome } from '../../../../src/drift/verdict';
import { SeededRandom } from '../../../../src/numeric/seededRandom';
import { value } from '../../data/tables';
import { numbers, series } from '../columns';
import { judgeProfiled, profileOf, SHAPES } from './tables';

const METHODS: readonly DriftMethod[] = [
  'ks',
  'wasserstein',
  'ed',
  'anderson',
  'cramer_von_mises',
  'mannw',
  't_test',
  'psi',
  'kl_div',
  'jensenshannon',
  'hellinger',
];
const MAKERS = ['reference', 'current', 'merged', 'both'] as const;

interface Case {
  readonly shape: string;
  readonly count: number;
  readonly shift: number;
  readonly seed: number;
}

const CASES: readonly Case[] = Object.keys(SHAPES).flatMap(shape =>
  [
    { count: 1400, shift: 0 },
    { count: 4000, shift: 0.02 },
    { count: 3000, shift: 0.3 },
    { count: 5000, shift: 0 },
    { count: 12_000, shift: 2 },
  ].map((each, seed) => ({ shape, seed: seed + 1, ...each })),
);

describe('the score from a sketch', () => {
  it.each(METHODS)('has bounds that the score of the data lies in: %s', method => {
    const widths: number[] = [];
    for (const each of CASES) {
      const { reference, current } = drawn(each);
      const data = judgeProfiled(reference, current, method);
      for (const maker of MAKERS) {
        const judged = judgeProfiled(...sides(maker, reference, current), method);
        widths.push(expectInside(judged, data, `${method} ${maker} ${JSON.stringify(each)}`));
      }
    }
    // Bounds that hold for all that could be are of no use: most are narrow.
    expect(widths.filter(width => width < 0.05).length / widths.length).toBeGreaterThan(0.5);
  });
});

/** The width of the bounds. */
function expectInside(row: VerdictOutcome, data: VerdictOutcome, what: string): number {
  if (!('score' in row) || !('score' in data)) throw new Error(`There is no score: ${what}`);
  const [score, exact] = [row.score ?? NaN, data.score ?? NaN];
  // A profile of few values has them all, and needs no bounds.
  const { lowest, highest } = row.errorBound ?? { lowest: exact, highest: exact };
  const slack = 1e-9 * Math.abs(exact) + 1e-12;
  expect(exact, what).toBeGreaterThanOrEqual(lowest - slack);
  expect(exact, what).toBeLessThanOrEqual(highest + slack);
  expect(score, what).toBeGreaterThanOrEqual(lowest - slack);
  expect(score, what).toBeLessThanOrEqual(highest + slack);
  const { method, threshold } = data;
  if (method === null || threshold === null) throw new Error('There is no threshold.');
  const isOpen = isDrift(method, lowest, threshold) !== isDrift(method, highest, threshold);
  expect(row.drifted, what).toBe(isOpen ? null : data.drifted);
  if (isOpen) expect(row.note).toContain('Could not tell');
  return highest - lowest;
}

function drawn({ shape, count, shift, seed }: Case): { readonly reference: Column; readonly current: Column } {
  const draw = SHAPES[shape] ?? Math.random;
  const random = new SeededRandom(100 * seed);
  const reference = numbers(series(count, () => draw(random)));
  return { reference, current: numbers(series(Math.round(count / 2), () => shift + draw(random))) };
}

function sides(maker: (typeof MAKERS)[number], reference: Column, current: Column): [Column | DataProfile, Column | DataProfile] {
  if (maker === 'reference') return [profileOf(reference), current];
  if (maker === 'current') return [reference, profileOf(current)];
  if (maker === 'both') return [profileOf(reference), profileOf(current)];
  return [merged(reference), current];
}

/** From parts of unlike sizes, some of which have few values. */
function merged(column: Column): DataProfile {
  if (column.storage !== 'numbers') throw new Error('These are numbers.');
  const { values } = column;
  const ends = [0, 0.02, 0.3, 0.45, 1].map(part => Math.round(part * values.length));
  const parts = ends.slice(1).map((to, k) => profileOf(numbers(values.slice(ends[k], to))));
  const [first, second, ...others] = parts;
  const half = value(
    mergeProfiles(
      [first, second].filter(part => part !== undefined),
      { madeAt: 2, version: '0.3.0' },
    ),
  );
  return value(mergeProfiles([half, ...others], { madeAt: 3, version: '0.3.0' }));
}
