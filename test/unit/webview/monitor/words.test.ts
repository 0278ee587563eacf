import { describe, expect, test } from 'vitest';
import { trendVerdict } from '../../../../webview/monitor/words';
import { weeklyTrend } from '../../../support/trendFixtures';

function verdictOf(...drifted: readonly (boolean | null)[]): string {
  const [point] = weeklyTrend().points;
  if (point === undefined) throw new Error('no point');
  return trendVerdict(weeklyTrend({ points: drifted.map(each => ({ ...point, drifted: each })) }));
}

describe('the verdict of a trend', () => {
  test.each([
    [[], 'There is no report to show.'],
    [[true], 'Dataset drift in the only report.'],
    [[false, false], 'No dataset drift in both reports.'],
    [[true, true, true], 'Dataset drift in all 3 reports.'],
    [[true, false, true], 'Dataset drift in the last report, but not in the one before.'],
    [[false, null], 'No verdict in the last report, but not in the one before.'],
    [[true, false, false], 'No dataset drift in the last 2 reports.'],
  ])('%j: %s', (drifted, expected) => {
    expect(verdictOf(...drifted)).toBe(expected);
  });
});
