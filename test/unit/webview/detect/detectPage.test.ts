import { describe, expect, test } from 'vitest';
import { bandPath, entriesPath, streamBounds } from '../../../../webview/detect/streamPaths';
import { detectVerdict, notListed, warningWords } from '../../../../webview/detect/words';
import { detectReport } from '../../../support/reportValues';

const scales = { x: (place: number): number => place * 10, y: (value: number): number => 100 - value };

describe('the paths of a stream', () => {
  test('a line breaks where values are missing; one alone is a point', () => {
    expect(entriesPath([1, 2, null, 3, null, null, 4, 5.26], scales)).toBe('M0 99h0L10 98M30 97h0M60 96h0L70 94.7');
    expect(entriesPath([null, null], scales)).toBe('');
  });

  test('a band goes along the greatest and back along the least', () => {
    expect(bandPath([0, 1, null, 2], [5, 6, null, 7], scales)).toBe('M0 95L10 94L10 99L0 100ZM30 93L30 98Z');
    expect(bandPath([], [], scales)).toBe('');
  });

  test('bounds are those of what is there', () => {
    expect(streamBounds([null, 2, -1], [null, 3, 9])).toEqual([-1, 9]);
    expect(streamBounds([null], [null])).toBeNull();
  });
});

describe('the words of a report', () => {
  test('say what was found', () => {
    const report = detectReport();
    expect(detectVerdict(report)).toBe('1 change detected in 5 values, at row 4: the mean is 0.5 up to it, 0.25 after it.');
    const [change] = report.changes;
    if (change === undefined) throw new Error('no change');
    const atTheEnd = { ...report, changes: [{ ...change, row: 12_345, after: { values: 0, mean: null } }] };
    expect(detectVerdict(atTheEnd)).toBe('1 change detected in 5 values, at row 12,345.');
    expect(detectVerdict({ counts: { values: 1, detections: 0, warnings: 0 }, changes: [] })).toBe('No change detected in 1 value.');
    expect(warningWords(report)).toBe('1 row with a warning');
    expect(warningWords({ ...report, detector: 'page_hinkley' })).toBe('Page–Hinkley gives no warnings');
    expect(notListed(report)).toBeNull();
    expect(notListed({ ...report, counts: { values: 9999, detections: 2001, warnings: 0 } })).toContain('the other 2,000 too');
  });
});
