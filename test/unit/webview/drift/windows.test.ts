import { expect, test } from 'vitest';
import { type ColumnWindow } from '../../../../src/domain/columnWindow';
import { windowsInWords, windowVerdict } from '../../../../webview/drift/windowsModel';

const DAY = 86_400_000;
const day = (at: number, change: Partial<ColumnWindow> = {}): ColumnWindow => ({
  ...{ from: at * DAY, to: (at + 1) * DAY, count: 24, score: 0.2, drifted: true, noise: 0.3, withinNoise: true },
  ...{ reason: null, mean: null, standardDeviation: null },
  ...change,
});

test('windows say how many drifted, since when, and which of them chance alone explains', () => {
  expect(windowsInWords([day(0, { drifted: false }), day(1, { drifted: null, score: null })])).toBe('None of 2 windows drifted.');
  expect(windowsInWords([day(0, { drifted: false }), day(1, { withinNoise: false }), day(2, { withinNoise: null })])).toBe(
    '2 of 3 windows drifted, the first from 1970-01-02.',
  );
  expect(windowsInWords([day(0), day(1)])).toBe('2 of 2 windows drifted, the first from 1970-01-01; all of them within sampling noise.');
  expect(windowsInWords([day(0), day(1, { withinNoise: false })])).toBe(
    '2 of 2 windows drifted, the first from 1970-01-01; 1 of them is within sampling noise, the first beyond it is from 1970-01-02.',
  );
});

test('a window’s verdict says where it lies within the noise, could not be told, or is not there', () => {
  expect(windowVerdict('wasserstein', day(0))).toBe('above the threshold, within sampling noise');
  expect(windowVerdict('ks', day(0))).toBe('below the threshold, within sampling noise');
  expect(windowVerdict('ks', day(0, { withinNoise: false }))).toBe('drifted');
  expect(windowVerdict('ks', day(0, { drifted: false }))).toBe('no drift');
  expect(windowVerdict('ks', day(0, { drifted: null }))).toBe('–');
  expect(windowVerdict('wasserstein', day(0, { drifted: null, errorBound: { lowest: 0, highest: 1 } }))).toBe('could not tell');
});
