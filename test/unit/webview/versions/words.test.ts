import { describe, expect, test } from 'vitest';
import { type SignatureComparison } from '../../../../src/versions/contract';
import { fileSize } from '../../../../webview/versions/fileSize';
import { comparisonVerdict, sideNames, versionsHeading } from '../../../../webview/versions/words';
import { flightsVersionsReport, trendReport } from '../../../support/versionsFixtures';

function verdict(change: Parameters<typeof flightsVersionsReport>[0] = {}): string {
  const { comparison } = flightsVersionsReport(change);
  return comparison === null ? '' : comparisonVerdict(comparison);
}

const signature = (of: SignatureComparison['verdict']): { signature: SignatureComparison } => ({
  signature: { verdict: of, inputs: [{ name: 'a', from: null, to: null, difference: 'onlyTo' }], outputs: [], params: [] },
});

describe('the verdict on a comparison', () => {
  test('is one sentence: signature, data, params and files, a metric', () => {
    expect(verdict()).toBe('Same signature, same data; 3 params and 2 of 4 files differ; auc 0.8412 → 0.8427 (+0.00147).');
  });

  test('says another signature, another order, and none', () => {
    expect(verdict(signature('different'))).toMatch(/^1 column of the signature differs, same data;/);
    const param = { name: 'b', from: null, to: null, difference: 'onlyTo' as const };
    const { signature: columns } = signature('different');
    expect(verdict({ signature: { ...columns, params: [param] } })).toMatch(/^1 column and 1 param of the signature differ, same data;/);
    expect(verdict({ signature: { ...columns, inputs: [], params: [param] } })).toMatch(/^1 param of the signature differs, same data;/);
    expect(verdict(signature('orderOnly'))).toMatch(/^Same signature in another order,/);
    expect(verdict(signature('unknown'))).toMatch(/^Signatures not compared,/);
  });

  test('claims nothing of what could not be read', () => {
    const [dataset] = flightsVersionsReport().comparison?.datasets ?? [];
    const unknown = { difference: 'unknown' as const };
    const datasets = dataset === undefined ? [] : [{ ...dataset, ...unknown }];
    const params = [{ name: 'a', from: '1', to: null, ...unknown }];
    const files = { isOneFolder: false, rows: [{ path: 'MLmodel', from: null, to: null, ...unknown }] };
    expect(verdict({ datasets, params, files, metrics: [] })).toBe('Same signature, data not compared.');
    expect(verdict({ datasets: [], params: [], files, metrics: [] })).toBe('Same signature, no data noted.');
  });

  test('says where nothing differs', () => {
    const same = { difference: 'same' as const };
    const metrics = [{ name: 'auc', from: 0.5, to: 0.5, change: 0, relativeChange: 0, ...same }];
    const files = { isOneFolder: true, rows: [{ path: 'MLmodel', from: null, to: null, ...same }] };
    const params = [{ name: 'a', from: '1', to: '1', ...same }];
    expect(verdict({ metrics, files, params })).toBe('Same signature, same data; no param and no file differs; auc is 0.5 in both.');
  });
});

test('headings and the names of the sides', () => {
  const report = flightsVersionsReport();
  expect(versionsHeading(report)).toBe('flight_delay_model v4 → v5');
  expect(versionsHeading(trendReport())).toBe('Metrics over the versions of flight_delay_model');
  const { comparison } = report;
  expect(comparison && sideNames(comparison)).toEqual(['v4', 'v5']);
  const other = comparison && { from: comparison.from, to: { ...comparison.to, name: 'x' as never } };
  expect(other && sideNames(other)).toEqual(['flight_delay_model v4', 'x v5']);
});

test('sizes of files', () => {
  expect([0, 1, 999, 1000, 1_234_567, 2.5e15].map(fileSize)).toEqual(['0 B', '1 B', '999 B', '1 kB', '1.23 MB', '2500 TB']);
});
