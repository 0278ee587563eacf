import { describe, expect, it } from 'vitest';
import { lightgbmCategories } from '../../../src/formats/lightgbmCategories';
import { lightgbmObjective } from '../../../src/formats/lightgbmObjective';
import { goldenBytes, loadBytes, loadGolden } from './goldenFolder';

function textOf(name: string): string {
  return new TextDecoder().decode(goldenBytes(name));
}

describe('LightGBM models', () => {
  it('knows names, objective and link; names that LightGBM made up are none', async () => {
    expect(await loadGolden('lgb_binary.txt')).toMatchObject({
      library: 'lightgbm',
      format: 'text',
      objective: 'binary',
      link: 'logistic',
      sigmoid: 1,
      outputs: 1,
      featureNames: null,
      featureCount: 30,
    });
    expect((await loadGolden('lgb_sigmoid.txt')).sigmoid).toBe(2);
    expect(await loadGolden('lgb_multiclass.txt')).toMatchObject({ link: 'softmax', outputs: 3 });
    expect(await loadGolden('lgb_one_vs_all.txt')).toMatchObject({ link: 'logistic', outputs: 3 });
    expect((await loadGolden('mlflow_lgb_booster')).featureNames?.[0]).toBe('mean_radius');
  });

  it('reads all three missing types', async () => {
    const types = async (name: string): Promise<number[]> => [...new Set((await loadGolden(name)).missingType)].toSorted();
    expect(await types('lgb_missing_none.txt')).toEqual([0]);
    expect(await types('lgb_missing_zero.txt')).toContain(1);
    expect(await types('lgb_missing_nan.txt')).toContain(2);
  });

  it('reads category labels: numbers, truth values and names outside ASCII', async () => {
    const { categories, isCategorical } = await loadGolden('lgb_categorical.txt');
    expect(isCategorical.slice(0, 4)).toEqual([true, true, true, false]);
    expect(categories[0]?.slice(0, 2)).toEqual(['15', '20']);
    expect(categories[1]).toEqual(['False', 'True']);
    expect(categories[2]?.[0]).toBe('Bänd L');
  });

  it('reads Windows line ends and older file versions', async () => {
    const plain = await loadGolden('lgb_multiclass.txt');
    expect(await loadBytes('model.txt', textOf('lgb_multiclass.txt').replaceAll('\n', '\r\n'))).toEqual(plain);
    expect(await loadBytes('model.txt', textOf('lgb_multiclass.txt').replace('version=v4', 'version=v3'))).toEqual(plain);
  });

  it('says that a random forest is averaged', async () => {
    const forest = await loadGolden('lgb_forest.txt');
    expect(forest.remarks).toEqual([expect.stringContaining('averages its trees')]);
  });

  it.each([
    [
      'a newer version',
      (text: string) => text.replace('version=v4', 'version=v5'),
      'This LightGBM model file has the version "v5"; v2 to v4 are read here.',
    ],
    ['a missing tree', (text: string) => text.replace(/Tree=0\n[^]*?\n\n\n/, ''), 'announces 18 trees and holds 17'],
    ['no end', (text: string) => text.slice(0, text.indexOf('end of trees')), 'ends before "end of trees"'],
    [
      'a word for a number',
      (text: string) => text.replace('leaf_value=', 'leaf_value=x'),
      'where a number of "leaf_value" of tree 0 should be',
    ],
    ['too few values', (text: string) => text.replace(/threshold=\S+ /, 'threshold='), 'needs 4 values in "threshold" and has 3'],
    [
      'a claim of many leaves',
      (text: string) => text.replace('num_leaves=5', 'num_leaves=1000000000'),
      'has 5 leaf values for 1000000000 leaves',
    ],
    [
      'another number of features',
      (text: string) => text.replace('max_feature_idx=12', 'max_feature_idx=999999999'),
      'names another number of features',
    ],
    [
      'too many outputs',
      (text: string) => text.replace('num_tree_per_iteration=3', 'num_tree_per_iteration=900000000'),
      'claims 900000000 trees a round',
    ],
    ['no counts', (text: string) => text.replaceAll('leaf_count=', 'count_of_leaf='), 'has no training counts'],
    ['a loop', (text: string) => text.replace(/left_child=\S+/, 'left_child=0'), 'node 0 is reached twice'],
    [
      'a feature out of range',
      (text: string) => text.replace(/split_feature=\S+/, 'split_feature=13'),
      'splits on feature 13, but the model has 13',
    ],
  ])('refuses %s with a sentence', async (_, change, sentence) => {
    const loaded = await loadBytes('model.txt', change(textOf('lgb_multiclass.txt')));
    expect('reason' in loaded ? loaded.message : 'parsed').toContain(sentence);
  });
});

describe('lightgbmCategories', () => {
  const lists = '[["a","b"],["c"]]';

  it('gives labels only where one reading is possible', () => {
    expect(lightgbmCategories(['0:1', '[0:5]', '0'], lists, null).categories).toEqual([['a', 'b'], null, ['c']]);
    // The second category column was constant, so that no tree uses it.
    expect(lightgbmCategories(['0:1', '[0:5]', 'none'], lists, null).categories).toEqual([['a', 'b'], null, ['c']]);
    expect(lightgbmCategories(['0:1', 'none', 'none'], lists, null).categories).toEqual([null, null, null]);
    // Ordered categories are numbers to LightGBM, and still have labels: the signature tells which.
    expect(lightgbmCategories(['[0:1]', '[0:5]', '[0:1]'], lists, [true, false, true]).categories).toEqual([['a', 'b'], null, ['c']]);
    expect(lightgbmCategories(['0:1', '[0:5]'], null, null)).toEqual({ isCategorical: [true, false], categories: [null, null] });
    expect(lightgbmCategories(['0:1', '[0:5]'], 'null', null).categories).toEqual([null, null]);
  });
});

describe('lightgbmObjective', () => {
  it.each([
    ['regression', { name: 'regression', link: 'identity', sigmoid: 1 }],
    ['regression sqrt', { name: 'regression', link: 'other', sigmoid: 1 }],
    ['binary sigmoid:1', { name: 'binary', link: 'logistic', sigmoid: 1 }],
    ['multiclassova num_class:3 sigmoid:0.5', { name: 'multiclassova', link: 'logistic', sigmoid: 0.5 }],
    ['tweedie', { name: 'tweedie', link: 'log', sigmoid: 1 }],
    ['cross_entropy_lambda', { name: 'cross_entropy_lambda', link: 'other', sigmoid: 1 }],
    [undefined, { name: 'custom', link: 'other', sigmoid: 1 }],
  ])('reads %s', (text, expected) => {
    expect(lightgbmObjective(text)).toEqual(expected);
  });
});
