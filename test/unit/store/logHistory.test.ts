import { expect, test } from 'vitest';
import { parseLogHistory } from '../../../src/store/logHistory';

test('reads folders and times, the last of a folder that was logged twice', () => {
  const tag = JSON.stringify([
    { artifact_path: 'model', utc_time_created: '2024-01-02 03:04:05.678901' },
    { artifact_path: 'other', utc_time_created: '2024-01-02 03:04:06' },
    { artifact_path: 'model', utc_time_created: '2024-01-02 03:04:07.000001' },
    { artifact_path: '' },
    { artifact_path: 5 },
    null,
    { artifact_path: 'undated', utc_time_created: 'yesterday' },
  ]);
  expect(parseLogHistory(tag)).toEqual([
    { path: 'other', createdAt: Date.UTC(2024, 0, 2, 3, 4, 6) },
    { path: 'model', createdAt: Date.UTC(2024, 0, 2, 3, 4, 7, 0) },
    { path: 'undated', createdAt: null },
  ]);
});

test.each(['', 'x', '{}', '5', 'null'])('%j holds none', tag => {
  expect(parseLogHistory(tag)).toEqual([]);
});
