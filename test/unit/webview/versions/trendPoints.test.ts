import { expect, test } from 'vitest';
import { missingWords, trendMetrics, trendPoints } from '../../../../webview/versions/trendPoints';
import { trendReport } from '../../../support/versionsFixtures';

const { trend } = trendReport();
if (trend === null) throw new Error('The fixture is a trend.');

test('a metric over versions, with the change from the last version that has one', () => {
  const points = trendPoints(trend, 'auc');
  expect(points.map(({ version, value }) => [version.version, value])).toEqual([
    ['1', 0.81],
    ['2', null],
    ['3', null],
    ['4', 0.84],
    ['5', 0.85],
    ['6', 0.86],
  ]);
  expect(points.map(({ change }) => change && Number(change.toFixed(4)))).toEqual([null, null, null, 0.03, 0.01, 0.01]);
});

test('what is not in the plot is said with its reason', () => {
  expect(missingWords(trend, 'auc')).toEqual([
    'v2: It was registered without a source run.',
    'v3: auc is NaN, which has no place in the plot.',
  ]);
  expect(missingWords({ ...trend, versions: trend.versions.filter(version => version.problem === null) }, 'mse')).toEqual([
    'v1, v3, v4, v5, v6: the run has no mse.',
  ]);
});

test('every metric of any version can be chosen', () => {
  expect(trendMetrics(trend)).toEqual(['auc', 'logloss']);
  expect(trendMetrics({ ...trend, versions: [] })).toEqual([]);
});
