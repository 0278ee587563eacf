import { describe, expect, it } from 'vitest';
import { compareTogether } from '../../../../src/drift/together/compareTogether';
import { aucNoise, domainClassifier } from '../../../../src/drift/together/domainClassifier';
import { encodeColumns } from '../../../../src/drift/together/encodeRows';
import { reconstruction } from '../../../../src/drift/together/reconstruction';
import { type TogetherColumn } from '../../../../src/drift/together/togetherTask';
import { normal, randomNumbers } from '../../../support/randomNumbers';
import { rowsOf, togetherColumns, togetherPair } from '../../../support/togetherPairs';

const numbers = (name: string, reference: Iterable<number>, current: Iterable<number>): TogetherColumn => ({
  name,
  kind: 'numbers',
  reference: Float64Array.from(reference),
  current: Float64Array.from(current),
});
const series = (count: number, make: (row: number) => number): number[] => Array.from({ length: count }, (_, row) => make(row));

function compare(columns: readonly TogetherColumn[]) {
  const [first] = columns;
  return compareTogether({
    rows: { reference: first?.reference.length ?? 0, current: first?.current.length ?? 0 },
    columns,
    leftOut: [{ reason: 'Given.', columns: ['other'] }],
  });
}

describe('the verdict on all columns', () => {
  it('is no drift where both sides are of one distribution', () => {
    const pair = togetherPair('none', [1200, 1000], {}, 3);
    const found = compare(togetherColumns(pair));
    expect(found).toMatchObject({ drifted: false, rows: rowsOf(pair), classifier: { drifted: false }, reconstruction: { drifted: false } });
    expect(found.correlations).toEqual([]);
    expect(found.reason).toContain('is as usual');
    expect(found.leftOut).toEqual([{ reason: 'Given.', columns: ['other'] }]);
  });

  it('is drift where columns no longer go together, though each by itself is as before', () => {
    const found = compare(togetherColumns(togetherPair('lost', [1500, 1500], { common: 0 }, 4)));
    expect(found).toMatchObject({ drifted: true, classifier: { drifted: true }, reconstruction: { drifted: true } });
    expect(
      found.classifier?.features
        .slice(0, 2)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['a', 'b']);
    const [strongest] = found.correlations;
    expect(strongest?.columns).toEqual(['a', 'b']);
    expect(strongest?.from).toBeGreaterThan(0.7);
    expect(Math.abs(strongest?.to ?? 1)).toBeLessThan(0.1);
    expect(strongest?.pValue).toBeLessThan(1e-10);
  });

  it('finds what one column hides from the others: new categories, missing values', () => {
    const { classifier } = compare(togetherColumns(togetherPair('missing', [1000, 1000], { missing: 0.9 }, 5)));
    expect(classifier?.drifted).toBe(true);
    expect(classifier?.features[0]?.name).toBe('gap');
  });

  it('is none with too few rows', () => {
    for (const rows of [1, 49]) {
      const found = compare([
        numbers(
          'a',
          series(rows, row => row),
          series(100, row => 1000 + row),
        ),
      ]);
      expect(found).toMatchObject({ drifted: null, classifier: null, reconstruction: null, correlations: [] });
      expect(found.reason).toBe('It takes at least 50 rows of each side.');
    }
  });

  it('is none without columns, or where no value is there', () => {
    const rows = { reference: 60, current: 60 };
    const none = compareTogether({ rows, columns: [], leftOut: [] });
    expect(none).toMatchObject({ drifted: null, reason: 'There are no features that could be looked at together.' });
    expect(compare([])).toMatchObject({ drifted: null, reason: 'A profile has no rows to look at.' });
    const missing = numbers(
      'gone',
      series(60, () => NaN),
      series(60, () => NaN),
    );
    const found = compare([missing]);
    expect(found).toMatchObject({ drifted: null, columns: [] });
    expect(found.leftOut.at(-1)).toMatchObject({ columns: ['gone'] });
  });

  it('is none where all columns are constant and stay so: nothing could have shown drift', () => {
    const steady = (name: string) =>
      numbers(
        name,
        series(60, () => 3),
        series(60, () => 3),
      );
    const found = compare([steady('a'), steady('b')]);
    expect(found).toMatchObject({ drifted: null, classifier: { auc: 0.5, features: [] }, reconstruction: null });
    expect(found.reason).toContain('constant in the reference');
  });

  it('is drift where a constant became another one', () => {
    const found = compare([
      numbers(
        'a',
        series(60, () => 3),
        series(60, () => 4),
      ),
    ]);
    expect(found).toMatchObject({ drifted: true, classifier: { auc: 1, features: [{ name: 'a', share: 1 }] } });
  });

  it('leaves a column with infinite values out of the reconstruction alone, and says so', () => {
    const random = randomNumbers(9);
    const plain = ['a', 'b', 'c', 'd'].map(name =>
      numbers(
        name,
        series(100, () => normal(random)),
        series(100, () => normal(random)),
      ),
    );
    const infinite = numbers(
      'infinite',
      series(100, row => (row === 3 ? Infinity : normal(random))),
      series(100, () => normal(random)),
    );
    const [found, without] = [compare([...plain, infinite]), compare(plain)];
    expect(found.reconstruction).not.toBeNull();
    expect(found.reconstruction).toEqual(without.reconstruction);
    expect(found.leftOut).toContainEqual({
      reason: 'Not in the reconstruction error: infinite or huge values have no components.',
      columns: ['infinite'],
    });
  });

  it('is none with infinite values alone in the way of components', () => {
    const random = randomNumbers(1);
    const infinite = numbers(
      'a',
      series(100, row => (row === 3 ? Infinity : normal(random))),
      series(100, () => normal(random)),
    );
    const other = numbers(
      'b',
      series(100, () => normal(random)),
      series(100, () => normal(random)),
    );
    expect(compare([infinite, other])).toMatchObject({ drifted: null, reconstruction: null });
  });

  it('names the columns that are too many, or have too many categories, for correlations', () => {
    const codes = Int32Array.from({ length: 60 }, (_, row) => row);
    const wide: TogetherColumn = {
      name: 'wide',
      kind: 'categories',
      reference: codes,
      current: codes.map(code => code + 60),
      categories: 120,
    };
    expect(compare([wide]).leftOut.at(-1)?.columns).toEqual(['wide']);
  });
});

describe('the classifier', () => {
  it('has an area under no drift that lies below the noise about 95 times in 100', () => {
    const random = randomNumbers(77);
    const rounds = 40;
    let above = 0;
    for (let round = 0; round < rounds; round++) {
      const columns = ['a', 'b'].map(name =>
        numbers(
          name,
          series(60, () => normal(random)),
          series(60, () => normal(random)),
        ),
      );
      const { auc, noise } = domainClassifier(columns, { reference: 60, current: 60 });
      if (auc > noise) above++;
    }
    expect(above / rounds).toBeLessThan(0.15);
  });

  it('has the noise of Mann and Whitney’s U', () => {
    // 0.5 + 1.6449 · √(201 / (12 · 100 · 100))
    expect(aucNoise({ reference: 100, current: 100 })).toBeCloseTo(0.567319, 6);
  });
});

describe('the reconstruction error', () => {
  const rebuilt = (columns: readonly TogetherColumn[]) => reconstruction(encodeColumns(columns).encoded);

  it('is worked by hand for two columns that are one, and then are not', () => {
    // Both columns alternate between −1 and 1: the component is (1, 1) / √2, and nothing is lost.
    const up = series(100, row => (row % 2 === 0 ? 1 : -1));
    const found = rebuilt([
      numbers('a', up, up),
      numbers(
        'b',
        up,
        series(100, row => -(up[row] ?? 0)),
      ),
    ]);
    // The rows (1, −1) and (−1, 1) are across it: all of their length, √2, is lost.
    expect(found).toMatchObject({ expected: 0, high: 0, components: 1, drifted: true });
    expect('error' in found && found.error).toBeCloseTo(Math.SQRT2, 12);
  });

  it('says nothing of a single column', () => {
    const found = rebuilt([numbers('a', series(100, Math.sin), series(100, Math.cos))]);
    expect(found).toHaveProperty('reason');
  });

  it('is not judged beyond what few rows can tell', () => {
    const random = randomNumbers(9);
    const pair = (name: string) =>
      numbers(
        name,
        series(10_000, () => normal(random)),
        series(4, () => 1.3 * normal(random)),
      );
    const found = rebuilt([pair('a'), pair('b'), pair('c')]);
    expect(found).not.toMatchObject({ drifted: true });
  });
});
