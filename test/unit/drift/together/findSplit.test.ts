import { describe, expect, it } from 'vitest';
import { binFeature, type BinnedFeature } from '../../../../src/drift/together/binFeature';
import { BIN_SIZE, findSplit, type Split } from '../../../../src/drift/together/findSplit';
import { boostedScores } from '../../../../src/drift/together/boostedScores';
import { randomNumbers } from '../../../support/randomNumbers';

interface Rows {
  readonly feature: BinnedFeature;
  readonly gradients: readonly number[];
  readonly hessians: readonly number[];
}

function split({ feature, gradients, hessians }: Rows): Split | null {
  const histogram = new Float64Array(feature.count * BIN_SIZE);
  feature.bins.forEach((bin, row) => {
    for (const [part, value] of [gradients[row] ?? 0, hessians[row] ?? 0, 1].entries()) {
      const at = bin * BIN_SIZE + part;
      histogram[at] = (histogram[at] ?? 0) + value;
    }
  });
  return findSplit([feature], { histogram, starts: Int32Array.of(0) }, sums(feature.bins.keys(), { feature, gradients, hessians }));
}

function sums(rows: Iterable<number>, { gradients, hessians }: Rows) {
  const all = [...rows];
  const sum = (values: readonly number[]): number => all.reduce((before, row) => before + (values[row] ?? 0), 0);
  return { gradient: sum(gradients), hessian: sum(hessians), rows: all.length };
}

/** The best gain by trying every value as a border, with missing values on either side: rows, no bins. */
function plainGain(values: readonly number[], given: Rows): number {
  const whole = sums(values.keys(), given);
  const score = ({ gradient, hessian }: typeof whole): number => (gradient * gradient) / hessian;
  let most = 0;
  for (const border of values.filter(value => !Number.isNaN(value))) {
    for (const isMissingLeft of [true, false]) {
      const left = [...values.keys()].filter(row => {
        const value = values[row] ?? NaN;
        return Number.isNaN(value) ? isMissingLeft : value <= border;
      });
      const inLeft = new Set(left);
      const [a, b] = [
        sums(left, given),
        sums(
          [...values.keys()].filter(row => !inLeft.has(row)),
          given,
        ),
      ];
      if (a.rows >= 20 && b.rows >= 20) most = Math.max(most, score(a) + score(b) - score(whole));
    }
  }
  return most;
}

function numbersFeature(values: readonly number[]): BinnedFeature {
  return binFeature({ name: 'a', kind: 'numbers', reference: Float64Array.from(values), current: new Float64Array(0) });
}

describe('a split', () => {
  it('of few distinct numbers is the best there is, missing values on the better side', () => {
    const random = randomNumbers(6);
    for (let round = 0; round < 20; round++) {
      const values = Array.from({ length: 200 }, () => (random() < 0.15 ? NaN : Math.floor(8 * random())));
      const gradients = values.map(value => (Number.isNaN(value) ? 0.4 : value > 3 ? 0.2 : -0.2) + random() - 0.5);
      const given = { feature: numbersFeature(values), gradients, hessians: values.map(() => 0.1 + random() / 10) };
      expect(split(given)?.gain ?? 0).toBeCloseTo(plainGain(values, given), 9);
    }
  });

  it('needs 20 rows on either side', () => {
    const values = Array.from({ length: 100 }, (_, row) => (row < 19 ? 0 : 1));
    const feature = numbersFeature(values);
    const given = { feature, gradients: values.map(value => value - 0.5), hessians: values.map(() => 0.25) };
    expect(split(given)).toBeNull();
    expect(split({ ...given, feature: numbersFeature(values.map((_, row) => (row < 20 ? 0 : 1))) })).not.toBeNull();
  });

  it('of many categories puts those with the lowest gradients together', () => {
    const codes = Int32Array.from({ length: 1200 }, (_, row) => row % 6);
    const feature = binFeature({ name: 'a', kind: 'categories', reference: codes, current: new Int32Array(0), categories: 6 });
    const gradients = [...codes].map(code => (code === 1 || code === 4 ? -0.5 : 0.5));
    const found = split({ feature, gradients, hessians: gradients.map(() => 0.25) });
    // Bins follow the codes here, from 1 on; one side has the codes 1 and 4.
    const left = [...(found?.goesLeft ?? [])].flatMap((flag, bin) => (flag === 1 ? [bin - 1] : []));
    expect(left.length === 2 ? left : [0, 1, 2, 3, 4, 5].filter(code => !left.includes(code))).toEqual([1, 4]);
  });
});

describe('bins', () => {
  it('hold about as many rows each where there are many values, and missing ones have their own', () => {
    const random = randomNumbers(2);
    const values = Array.from({ length: 10_000 }, () => (random() < 0.1 ? NaN : random() ** 4));
    const { bins, count, missing } = numbersFeature(values);
    expect([count, missing]).toEqual([255, 254]);
    const rows = new Array<number>(count).fill(0);
    for (const bin of bins) rows[bin] = (rows[bin] ?? 0) + 1;
    expect(rows[missing]).toBe(values.filter(Number.isNaN).length);
    expect(Math.max(...rows.slice(0, 254))).toBeLessThan(2 * (9000 / 254));
    // In order: a larger value is never in a lower bin.
    const order = [...values.keys()].filter(row => !Number.isNaN(values[row])).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
    expect(order.every((row, place) => place === 0 || (bins[row] ?? 0) >= (bins[order[place - 1] ?? 0] ?? 0))).toBe(true);
  });

  it('end at a value that many rows have', () => {
    const random = randomNumbers(3);
    const values = Array.from({ length: 5000 }, (_, row) => (row % 2 === 0 ? 0.5 : random()));
    const { bins, count } = numbersFeature(values);
    const above = new Set([...values.keys()].filter(row => (values[row] ?? 0) > 0.5).map(row => bins[row]));
    expect(above.has(bins[0])).toBe(false);
    expect(count).toBeLessThanOrEqual(254);
    expect(count).toBeGreaterThan(200);
  });
});

describe('boosted trees', () => {
  it('learn what no single column tells: one of two, but not both', () => {
    const random = randomNumbers(5);
    const rows = Array.from({ length: 2000 }, () => [Math.floor(2 * random()), Math.floor(2 * random())] as const);
    const isPositive = Uint8Array.from(rows, ([a, b]) => a ^ b);
    const features = ([0, 1] as const).map(place => numbersFeature(rows.map(row => (row[place] ?? 0) + random() / 10)));
    const all = Int32Array.from(rows.keys());
    const { scores } = boostedScores(features, isPositive, { learned: all.subarray(0, 1500), judged: all.subarray(1500) });
    const right = scores.filter((score, place) => score > 0 === (isPositive[1500 + place] === 1)).length;
    expect(right / scores.length).toBeGreaterThan(0.98);
  });
});
