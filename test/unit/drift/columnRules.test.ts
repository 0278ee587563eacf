import { describe, expect, it } from 'vitest';
import { type ColumnRules, EVIDENTLY_RULES, rulesOf, settingOf } from '../../../src/drift/columnRules';
import { compare, counted, numbers, series } from './columns';
import { request } from './evidently';

const methods = { all: 'psi', numeric: 'ks', columns: { x: 'wasserstein', toString: 'hellinger' } } as const;

describe('settings', () => {
  it("a column's goes before its type's before that for all", () => {
    expect(settingOf(methods, 'x', 'numeric')).toBe('wasserstein');
    expect(settingOf(methods, 'y', 'numeric')).toBe('ks');
    expect(settingOf(methods, 'y', 'categorical')).toBe('psi');
    expect(settingOf({}, 'y', 'numeric')).toBeUndefined();
    expect(settingOf({ columns: {} }, 'toString', 'numeric')).toBeUndefined();
  });

  it('of one column hold nothing of the others', () => {
    const rules = rulesOf(request('a', 'b', { methods, thresholds: { columns: { y: 0.2 } } }), 'x');
    expect(rules).toEqual({
      profile: 'evidently',
      methods: { all: 'psi', numeric: 'ks', columns: { x: 'wasserstein' } },
      thresholds: {},
    });
  });
});

describe('a column by the methods and thresholds that were set', () => {
  const by = (rules: Partial<ColumnRules>): ReturnType<typeof compare> =>
    compare(numbers(series(40, k => k)), numbers(series(40, k => k + 4)), { rules: { ...EVIDENTLY_RULES, ...rules } });

  it('replaces the method and keeps its own threshold', () => {
    expect(by({})).toMatchObject({ method: 'ks', threshold: 0.05, drifted: false });
    expect(by({ methods: { numeric: 'wasserstein' } })).toMatchObject({ method: 'wasserstein', threshold: 0.1, drifted: true });
    expect(by({ methods: { categorical: 'psi' } })).toMatchObject({ method: 'ks' });
  });

  it('replaces the threshold', () => {
    expect(by({ thresholds: { all: 0.999 } })).toMatchObject({ method: 'ks', threshold: 0.999, drifted: true });
    expect(by({ methods: { all: 'wasserstein' }, thresholds: { columns: { x: 1.5 } } })).toMatchObject({ threshold: 1.5, drifted: false });
  });

  it('says which methods a type allows', () => {
    expect(by({ methods: { all: 'TVD' } })).toMatchObject({
      status: 'not_computable',
      drifted: null,
      reason:
        'The method TVD is not for numeric columns; those for them are ks, wasserstein, ed, anderson, cramer_von_mises, es, mannw, t_test, empirical_mmd, psi, kl_div, jensenshannon, hellinger.',
    });
    // By default, numbers with few values are compared by tests of categories all the same.
    expect(compare(numbers([1, 2, 3, 1, 2, 3]), numbers([1, 2, 3, 3, 3, 3]))).toMatchObject({ method: 'chisquare', status: 'ok' });
  });

  it('refuses a threshold that no score of the method can have', () => {
    expect(by({ thresholds: { all: 1.5 } })).toMatchObject({
      status: 'not_computable',
      reason: 'The threshold 1.5 is not one of ks: it must be above 0 and below 1.',
    });
    expect(by({ methods: { all: 'wasserstein' }, thresholds: { all: 0 } }).reason).toBe(
      'The threshold 0 is not one of wasserstein: it must be above 0.',
    );
  });
});

describe('defects of Evidently that a score has', () => {
  it.each([
    [counted({ a: 30, b: 20 }), counted({ a: 20, b: 20, c: 1 }), /p exactly 0/],
    [counted({ a: 30, b: 20, c: 9 }), counted({ a: 20, b: 20, c: 1 }), /reference's shares are taken as exact/],
    [numbers(series(2000, () => 5)), numbers(series(9, k => k)), /floor of 0.001/],
  ])('%#', (reference, current, sentence) => {
    const { defects } = compare(reference, current);
    expect(defects).toHaveLength(1);
    expect(defects?.[0]).toMatch(sentence);
  });

  it('are not said where they make no difference', () => {
    expect(compare(numbers(series(40, k => k)), numbers(series(40, k => k)))).not.toHaveProperty('defects');
  });
});
