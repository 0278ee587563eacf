import { describe, expect, it } from 'vitest';
import { type TreeEnsemble } from '../../../src/formats/contract';
import { goldenBytes, loadBytes, loadGolden } from './goldenFolder';

async function changed(name: string, change: (text: string) => string): Promise<TreeEnsemble> {
  const loaded = await loadBytes('model.json', change(new TextDecoder().decode(goldenBytes(name))));
  if ('reason' in loaded) throw new Error(loaded.message);
  return loaded;
}

describe('XGBoost models', () => {
  it.each(['xgb_binary', 'xgb_categorical'])('%s is the same from JSON and from UBJSON', async name => {
    const { format: json, ...fromJson } = await loadGolden(`${name}.json`);
    const { format: ubj, ...fromUbj } = await loadGolden(`${name}.ubj`);
    expect([json, ubj]).toEqual(['json', 'ubj']);
    expect(fromJson).toEqual(fromUbj);
  });

  it('knows names, objective and link', async () => {
    expect(await loadGolden('xgb_binary.json')).toMatchObject({
      library: 'xgboost',
      objective: 'binary:logistic',
      link: 'logistic',
      outputs: 1,
      featureCount: 30,
      bestIteration: null,
    });
    expect((await loadGolden('xgb_binary.json')).featureNames?.slice(0, 2)).toEqual(['mean radius', 'mean texture']);
    expect(await loadGolden('xgb_missing.ubj')).toMatchObject({ featureNames: null, featureCount: 30 });
    expect(await loadGolden('xgb_multiclass.json')).toMatchObject({ link: 'softmax', outputs: 3 });
    expect(await loadGolden('xgb_two_targets.json')).toMatchObject({ link: 'identity', outputs: 2 });
    expect(await loadGolden('xgb17_gamma.ubj')).toMatchObject({ objective: 'reg:gamma', link: 'log' });
  });

  it.each([
    ['"[1.5213348E2]"', '"5E-1"', [Math.log(0.5)]],
    ['"[1.5213348E2]"', '"[5E-1]"', [Math.log(0.5)]],
    ['"[1.5213348E2]"', '"0.5"', [Math.log(0.5)]],
  ])('reads the intercept %s written as %s', async (from, to, expected) => {
    expect(Array.from((await changed('xgb_poisson.json', text => text.replace(from, to))).baseMargin)).toEqual(expected);
  });

  it('reads one intercept for every output, and one for all', async () => {
    const vector = await loadGolden('xgb_multiclass.json');
    expect(Array.from(vector.baseMargin)).toEqual([7.064581e-3, 1.922065e-1, -1.992712e-1].map(Math.fround));
    const single = await changed('xgb_multiclass.json', text => text.replace(/"base_score":"[^"]*"/, '"base_score":"5E-1"'));
    expect(Array.from(single.baseMargin)).toEqual([0.5, 0.5, 0.5]);
  });

  it('clamps the intercept of logistic objectives as XGBoost does', async () => {
    const zero = await changed('xgb_binary.json', text => text.replace(/"base_score":"[^"]*"/, '"base_score":"[0E0]"'));
    expect(zero.baseMargin[0]).toBeCloseTo(Math.log(1e-6), 5);
  });

  it('stops at the best iteration for a wrapper, by MLmodel or by the file, and not for a Booster', async () => {
    const booster = await loadGolden('mlflow_xgb_booster');
    const wrapper = await loadGolden('mlflow_xgb_classifier');
    const bare = await loadGolden('xgb_early_stopped.json');
    expect(booster.bestIteration).toBeNull();
    expect(wrapper.bestIteration).toBeLessThan(booster.treeOutput.length);
    expect(wrapper.treeOutput).toHaveLength(wrapper.bestIteration ?? 0);
    expect(bare.bestIteration).toBe(wrapper.bestIteration);
  });

  it('gives DART trees their weights from both places that versions keep them', async () => {
    const old = await loadGolden('xgb_dart.json');
    const moved = await changed('xgb_dart.json', text => {
      const document = JSON.parse(text) as {
        learner: {
          gradient_booster: {
            name: string;
            gbtree?: { model: Record<string, unknown> };
            weight_drop?: number[];
            model?: Record<string, unknown>;
          };
        };
      };
      const { gbtree, weight_drop: weights } = document.learner.gradient_booster;
      document.learner.gradient_booster = { name: 'gbtree', model: { ...gbtree?.model, weight_drop: weights } };
      return JSON.stringify(document);
    });
    expect(moved.value).toEqual(old.value);
    const unweighted = await changed('xgb_dart.json', text => text.replace(/"weight_drop":\[[^\]]*\]/, '"weight_drop":[]'));
    expect(unweighted.value).not.toEqual(old.value);
  });

  it('reads the category labels of training, names and whole numbers', async () => {
    const { categories, isCategorical, featureNames } = await loadGolden('xgb_categorical.json');
    expect(featureNames?.slice(0, 3)).toEqual(['age', 'sex', 'bmi']);
    expect(isCategorical.slice(0, 4)).toEqual([true, true, true, false]);
    expect(categories[0]?.slice(0, 3)).toEqual(['10', '20', '30']);
    expect(categories[1]).toEqual(['female', 'male']);
    expect(categories[2]).toHaveLength(12);
    expect(categories[3]).toBeNull();
  });

  it('has no labels from files before 3.1, nor where XGBoost damaged names outside ASCII', async () => {
    const old = await loadGolden('xgb21_categorical.json');
    expect(old.isCategorical[2]).toBe(true);
    expect(old.categories[2]).toBeNull();
    const damaged = await changed('xgb_categorical.json', text => text.replace('"values":[102,', '"values":[-61,'));
    expect(damaged.categories[1]).toBeNull();
    expect(damaged.categories[2]).toHaveLength(12);
  });

  it('passes over deleted nodes and reads the bare tokens NaN and Infinity', async () => {
    const plain = await loadGolden('xgb_stumps.json');
    const odd = await changed('xgb_stumps.json', text =>
      text
        .replace(/"loss_changes":\[[^\]]*\]/g, '"loss_changes":[NaN,-Infinity,Infinity]')
        .replace('"attributes":{}', '"attributes":{"note":"a \\"quoted\\" NaN, Infinity"}'),
    );
    expect(odd).toEqual(plain);
    const deleted = await changed('xgb_stumps.json', text => {
      const document = JSON.parse(text) as { learner: { gradient_booster: { model: { trees: Record<string, (number | string)[]>[] } } } };
      for (const tree of document.learner.gradient_booster.model.trees)
        for (const column of Object.values(tree)) if (Array.isArray(column) && column.length === 3) column.push(column[2] ?? 0);
      return JSON.stringify(document);
    });
    expect(deleted).toEqual(plain);
  });
});
