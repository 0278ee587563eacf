import { describe, expect, it } from 'vitest';
import { type EmbeddingSetting } from '../../../../src/domain/embeddingDrift';
import { compareEmbedding, type EmbeddingVerdict } from '../../../../src/drift/embeddings/compareEmbedding';
import { embeddingPlan } from '../../../../src/drift/embeddings/embeddingPlan';
import { normal, randomNumbers } from '../../../support/randomNumbers';

type Rows = readonly (readonly number[])[];

function compare(reference: Rows, current: Rows, setting: Omit<EmbeddingSetting, 'columns'> = {}): EmbeddingVerdict {
  const rows = [...reference, ...current];
  const both = { values: Float64Array.from(rows.flat()), rows: rows.length, dimensions: rows[0]?.length ?? 0 };
  return compareEmbedding({ both, referenceRows: reference.length, plan: embeddingPlan({ columns: [], ...setting }, reference.length) });
}

function cloud(rows: number, dimensions: number, [seed, shift = 0]: readonly [number, number?]): number[][] {
  const random = randomNumbers(seed);
  return Array.from({ length: rows }, () => Array.from({ length: dimensions }, () => shift + normal(random)));
}

describe('distance of the mean vectors', () => {
  const reference = [
    [0, 0],
    [2, 4],
  ];
  const current = [
    [4, 2],
    [4, 10],
  ];

  // The means are (1, 2) and (4, 6).
  it.each([
    ['euclidean', 5],
    ['cityblock', 7],
    ['chebyshev', 4],
    ['cosine', 1 - 16 / Math.sqrt(5 * 52)],
  ] as const)('%s by hand', (distance, expected) => {
    const verdict = compare(reference, current, { method: 'distance', distance });
    expect(verdict).toMatchObject({
      status: 'ok',
      threshold: 0.2,
      drifted: expected > 0.2,
      inputs: [{ name: 'distance', value: distance }],
    });
    expect(verdict.score).toBeCloseTo(expected, 12);
  });

  it('is drift above the threshold only, not at it', () => {
    expect(compare([[0]], [[0.2]], { method: 'distance' }).drifted).toBe(false);
    expect(compare([[0]], [[0.21]], { method: 'distance' }).drifted).toBe(true);
  });

  it('says why there is none', () => {
    expect(compare([[0, 0]], [[1, 1]], { method: 'distance', distance: 'cosine' }).reason).toMatch(/^A mean vector is zero/);
    expect(compare([[1e308]], [[-1e308]], { method: 'distance' }).reason).toMatch(/too large/);
    expect(compare([[1]], [[2]], { method: 'distance', bootstrap: true }).reason).toMatch(/too few rows/);
    const analysed = { method: 'distance', distance: 'cosine', components: 1 } as const;
    expect(compare(reference, current, analysed).reason).toMatch(/the reference's mean is zero/);
  });

  it('has a threshold from samples of the reference, which a true shift exceeds', () => {
    const still = compare(cloud(200, 3, [1]), cloud(200, 3, [2]), { method: 'distance', bootstrap: true });
    const shifted = compare(cloud(200, 3, [1]), cloud(200, 3, [2, 1]), { method: 'distance', bootstrap: true });
    expect(still).toMatchObject({ drifted: false });
    expect(shifted).toMatchObject({ drifted: true, threshold: still.threshold });
    expect(still.threshold).toBeGreaterThan(0.1);
  });
});

describe('ratio of drifted components', () => {
  it('counts those whose Wasserstein distance is a tenth of a deviation', () => {
    const reference = cloud(100, 4, [3]);
    const current = reference.map(([a = 0, b = 0, c = 0, d = 0]) => [a, b + 0.05, c + 0.3, d + 5]);
    const verdict = compare(reference, current, { method: 'ratio' });
    expect(verdict).toMatchObject({ score: 0.5, threshold: 0.2, drifted: true });
    expect(verdict.inputs[0]).toEqual({ name: 'drifted components', value: 2 });
    expect(compare(reference, reference, { method: 'ratio' })).toMatchObject({ score: 0, drifted: false });
  });
});

describe('maximum mean discrepancy', () => {
  /** The definition, with every pair of rows. */
  function plain(reference: Rows, current: Rows, width: number): number {
    const kernel = (a: readonly number[], b: readonly number[]): number =>
      Math.exp(-a.reduce((sum, value, k) => sum + (value - (b[k] ?? 0)) ** 2, 0) / width ** 2);
    const mean = (left: Rows, right: Rows): number => {
      const pairs = left.flatMap(a => right.filter(b => a !== b).map(b => kernel(a, b)));
      return pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
    };
    return mean(reference, reference) + mean(current, current) - 2 * mean(reference, current);
  }

  it('is that of its definition, as wide as the median distance', () => {
    const [reference, current] = [cloud(30, 3, [4]), cloud(20, 3, [5, 1])];
    const verdict = compare(reference, current, { method: 'mmd' });
    const width = verdict.inputs.find(({ name }) => name === 'median distance')?.value;
    expect(verdict.score).toBeCloseTo(plain(reference, current, Number(width)), 12);
    expect(verdict).toMatchObject({ threshold: 0.015, drifted: true });
  });

  it('is 0 where the unbiased estimate is below', () => {
    const rows = cloud(40, 2, [6]);
    expect(compare(rows, rows, { method: 'mmd' })).toMatchObject({ score: 0, drifted: false });
  });

  it('says why there is none', () => {
    const same = Array.from({ length: 9 }, () => [1, 1]);
    expect(compare([[1, 2]], cloud(5, 2, [1]), { method: 'mmd' }).reason).toMatch(/two rows on each side/);
    expect(compare(same, same, { method: 'mmd' }).reason).toMatch(/no typical distance/);
    expect(compare(same, cloud(9, 2, [1]), { method: 'mmd', bootstrap: true }).reason).toMatch(/Half of the reference/);
    expect(compare(cloud(2, 2, [1]), cloud(9, 2, [1]), { method: 'mmd', bootstrap: true }).reason).toMatch(/too few rows/);
  });
});

describe('model', () => {
  it('tells sides apart that are far apart, and not those that are the same', () => {
    expect(compare(cloud(150, 4, [7]), cloud(150, 4, [8, 9]))).toMatchObject({ score: 1, drifted: true });
    const still = compare(cloud(600, 2, [9]), cloud(600, 2, [10]));
    expect(still.drifted).toBe(false);
    expect(Math.abs((still.score ?? 0) - 0.5)).toBeLessThan(0.06);
  });

  it('is compared with guesses where nobody chose it and the reference is small', () => {
    expect(compare(cloud(100, 2, [1]), cloud(100, 2, [2])).inputs.map(({ name }) => name)).toContain('bootstrap rounds');
    expect(compare(cloud(100, 2, [1]), cloud(100, 2, [2]), { method: 'model' }).threshold).toBe(0.55);
    expect(compare(cloud(1000, 2, [1]), cloud(100, 2, [2])).threshold).toBe(0.55);
  });

  it('says why it cannot tell', () => {
    expect(compare([[1]], [[2]]).reason).toMatch(/too few rows/);
    expect(compare(cloud(20, 1, [1, 1.7e308]), cloud(20, 1, [2, -1.7e308])).reason).toMatch(/too large/);
  });

  it('finds nothing in constants', () => {
    const same = Array.from({ length: 40 }, () => [3, 3]);
    expect(compare(same, same, { method: 'model' })).toMatchObject({ score: 0.5, drifted: false });
  });
});

describe('after a principal component analysis', () => {
  it('only what the reference varies in is seen', () => {
    const random = randomNumbers(12);
    // Along (1, 1) and hardly across.
    const row = (along: number, across: number): number[] => [along + across, along - across];
    const reference = Array.from({ length: 80 }, () => row(10 * normal(random), 0.01 * normal(random)));
    const across = reference.map(([x = 0, y = 0]) => [x + 3, y - 3]);
    const along = reference.map(([x = 0, y = 0]) => [x + 3, y + 3]);
    const setting = { method: 'distance', components: 1 } as const;
    expect(compare(reference, across, setting).score).toBeLessThan(0.1);
    expect(compare(reference, along, setting).score).toBeCloseTo(Math.hypot(3, 3), 3);
    expect(compare(reference, along, setting).inputs[0]).toEqual({ name: 'components', value: 1 });
  });

  it('gives the same by dimensions as by rows, whichever are fewer', () => {
    const tall = cloud(12, 5, [13]);
    // Zeros change nothing but which matrix is the smaller.
    const wide = tall.map(vector => [...vector, ...new Array<number>(20).fill(0)]);
    const moved = (rows: Rows): number[][] => rows.map(vector => vector.map((value, k) => (k < 5 ? value + k : value)));
    const setting = { method: 'distance', components: 3 } as const;
    expect(compare(wide, moved(wide), setting).score).toBeCloseTo(compare(tall, moved(tall), setting).score ?? NaN, 10);
  });

  it('needs as many directions as components', () => {
    const line = Array.from({ length: 9 }, (_, k) => [k, 2 * k, 3 * k]);
    expect(compare(line, line, { method: 'ratio', components: 2 }).reason).toBe(
      'The reference varies in 1 direction, fewer than the 2 components asked for.',
    );
    expect(compare(line, line, { method: 'ratio', components: 4 }).reason).toMatch(/^The reference varies in 3 directions/);
  });
});
