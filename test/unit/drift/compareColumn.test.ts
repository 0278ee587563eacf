import { describe, expect, it } from 'vitest';
import { type Column } from '../../../src/domain/column';
import { type DriftColumn } from '../../../src/drift/contract';
import { datasetVerdict } from '../../../src/drift/datasetVerdict';
import { missingChange } from '../../../src/drift/missingChange';
import { severity } from '../../../src/drift/severity';
import { compare, numbers, series, texts } from './columns';

describe('columns that cannot be tested say why', () => {
  it.each([
    ['empty', numbers(series(9, k => k)), numbers([NaN, NaN]), 'Every value in the current data is missing.'],
    ['only infinite', numbers([Infinity, NaN]), numbers([1, 2]), 'Every value in the reference data is missing or infinite.'],
    ['absent in the current data', numbers([1, 2]), null, 'The column is not in the current data.'],
    ['absent in the reference', null, numbers([1, 2]), 'The column is not in the reference data.'],
    [
      'text',
      texts(['a', 'b', 'c']),
      texts(['d', 'e', 'f']),
      'The texts have no words to tell them apart by, beside stop words and common ones.',
    ],
    ['text before numbers', texts(['a', 'b']), numbers([1.5, 2.5]), 'The reference data holds text in this column, not numbers.'],
    [
      'one word among numbers',
      numbers(series(30, k => k / 7)),
      texts([...series(14, k => String(k)), 'oops', ...series(16, k => String(k / 3))]),
      'The current data holds text among its numbers: "oops" in row 15 is no number.',
    ],
    [
      'a few words among numbers',
      texts([...series(28, k => String(k)), 'n.a.?', '-', '28']),
      numbers(series(30, k => k)),
      'The reference data holds text among its numbers: "n.a.?" in row 29 and 1 more are no numbers.',
    ],
    [
      'dates',
      numbers([1, 2], { kind: 'datetime' } as Partial<Column>),
      numbers([1, 2], { kind: 'datetime' } as Partial<Column>),
      'Dates and times are not compared; Evidently leaves them out.',
    ],
  ])('%s', (_name, reference, current, reason) => {
    const row = compare(reference, current);
    expect(row).toMatchObject({ status: 'not_computable', reason, method: null, score: null, drifted: null, severity: null });
    expect(JSON.stringify(row)).not.toMatch(/NaN/);
  });

  it('names the type that Evidently leaves out', () => {
    const unsigned = { kind: 'integer', pandas: { dtype: 'uint8' } } as Partial<Column>;
    expect(compare(numbers([1, 2], unsigned), numbers([1, 2], unsigned)).reason).toBe(
      'The column has the pandas type uint8, which Evidently leaves out; set its type to compare it.',
    );
    const decimal = { pandas: { dtype: 'object', objects: 'other' } } as Partial<Column>;
    expect(compare(numbers([1, 2], decimal), numbers([1, 2], decimal), { fileType: 'DECIMAL(9,2)' }).reason).toBe(
      'The column has the type DECIMAL(9,2), which Evidently leaves out; set its type to compare it.',
    );
    const truths = { kind: 'boolean', pandas: { dtype: 'object', objects: 'other' } } as Partial<Column>;
    expect(compare(numbers([1, 0]), numbers([1, NaN, 0], truths), { fileType: 'VARCHAR' }).reason).toBe(
      'The column holds truth values and missing ones, which Evidently leaves out; set its type to compare it.',
    );
  });

  it('compares it all the same once its type is given', () => {
    const unsigned = { kind: 'integer', pandas: { dtype: 'uint8' } } as Partial<Column>;
    expect(
      compare(
        numbers(
          series(30, k => k),
          unsigned,
        ),
        numbers(
          series(30, k => k + 25),
          unsigned,
        ),
        { type: 'numeric' },
      ),
    ).toMatchObject({ status: 'ok', method: 'ks', drifted: true });
  });

  it('numbers beyond the range that a distance can have', () => {
    const row = compare(
      numbers(series(1100, k => (k % 2 ? 1.7e308 : -1.7e308 + k * 1e300))),
      numbers(series(50, k => (k % 2 ? 1e308 : -1e308))),
    );
    expect(row).toMatchObject({
      status: 'not_computable',
      reason: 'The numbers are too large to be compared.',
      score: null,
      drifted: null,
    });
  });
});

describe('what a tested column says', () => {
  it('leaves infinities out and says so', () => {
    const row = compare(numbers([...series(40, k => k), Infinity]), numbers([...series(40, k => k), Infinity, -Infinity]));
    expect(row).toMatchObject({
      status: 'ok',
      reason: 'Infinite values are left out: 1 of the reference, 2 of the current data.',
      reference: { count: 40, missing: 0 },
      current: { count: 40, missing: 0 },
    });
  });

  it('lists new and vanished categories', () => {
    const { distribution } = compare(texts(['a', 'b', 'a', 'b', 'a']), texts(['a', 'c', 'c', 'a', 'c']));
    expect(distribution).toEqual({
      kind: 'categorical',
      categories: ['a', 'c', 'b'],
      reference: [3, 0, 2],
      current: [2, 3, 0],
      other: { reference: 0, current: 0 },
      added: ['c'],
      vanished: ['b'],
    });
  });

  it('labels truth values and gathers rare categories', () => {
    const truth = { kind: 'boolean' } as Partial<Column>;
    expect(compare(numbers([1, 0, 1], truth), numbers([0, 0, 1], truth)).distribution).toMatchObject({
      categories: ['False', 'True'],
      reference: [1, 2],
    });
    const many = Array.from({ length: 200 }, (_, k) => `v${k % 40}`);
    expect(compare(texts(many), texts(many)).distribution).toMatchObject({ other: { reference: 50, current: 50 } });
  });
});

describe('severity', () => {
  it.each([
    ['ks', 0.05, 0.05, 1],
    ['ks', 0.0025, 0.05, 2],
    ['chisquare', 0, 0.05, 'Infinity'],
    ['z', 1, 0.05, 0],
    ['wasserstein', 0.25, 0.1, 2.5],
  ] as const)('%s %d', (method, score, threshold, expected) => {
    const found = severity(method, score, threshold);
    if (typeof expected === 'string') expect(found).toBe(expected);
    else expect(found).toBeCloseTo(expected, 12);
    expect(Object.is(found, -0)).toBe(false);
  });
});

describe('missing values', () => {
  it('are flagged from one percentage point on where it is significant', () => {
    expect(missingChange({ rows: 10_000, missing: 100 }, { rows: 10_000, missing: 200 })).toEqual({ from: 0.01, to: 0.02, flagged: true });
    expect(missingChange({ rows: 100_000, missing: 100 }, { rows: 100_000, missing: 900 }).flagged).toBe(false);
    expect(missingChange({ rows: 50, missing: 1 }, { rows: 50, missing: 4 }).flagged).toBe(false);
    expect(missingChange({ rows: 50, missing: 0 }, { rows: 50, missing: 50 })).toEqual({ from: 0, to: 1, flagged: true });
    expect(missingChange({ rows: 50, missing: 50 }, { rows: 9, missing: 9 }).flagged).toBe(false);
  });

  it('have no share on a side without the column or without rows', () => {
    expect(compare(numbers([1, NaN]), null).missingChange).toEqual({ from: 0.5, to: null, flagged: false });
    expect(missingChange({ rows: 0, missing: 0 }, { rows: 4, missing: 1 })).toEqual({ from: null, to: 0.25, flagged: false });
    expect(compare(numbers([1, NaN, 2, 3]), numbers([Infinity, Infinity])).missingChange).toMatchObject({ from: 0.25, to: 0 });
  });
});

describe('the dataset verdict', () => {
  const row = (status: DriftColumn['status'], drifted: boolean | null, role: DriftColumn['role'] = 'feature'): DriftColumn => ({
    ...compare(numbers([1]), null),
    status,
    drifted,
    role,
  });
  const verdict = (ok: number, drifted: number, skipped: number): ReturnType<typeof datasetVerdict> =>
    datasetVerdict([
      ...Array.from({ length: ok }, (_, k) => row('ok', k < drifted)),
      ...Array.from({ length: skipped }, () => row('not_computable', null)),
      row('ok', true, 'target'),
      row('not_tested', null, 'id'),
    ]);

  it.each([
    [4, 2, 0, true, 0.5],
    [4, 1, 0, false, 0.25],
    [4, 2, 1, null, 0.5],
    [4, 3, 1, true, 0.75],
    [4, 0, 1, false, 0],
    [4, 1, 1, false, 0.25],
    [4, 1, 2, null, 0.25],
    [0, 0, 3, null, null],
    [0, 0, 0, null, null],
  ])('of %i features, %i drifted, %i left out', (ok, drifted, skipped, expected, share) => {
    expect(verdict(ok, drifted, skipped)).toEqual({
      drifted: expected,
      share,
      threshold: 0.5,
      columns: ok,
      driftedColumns: drifted,
      skipped,
    });
  });
});
