import { type RunRow } from '../../src/domain/runRow';
import { type DatasetNames } from './datasetNames';
import { type RunsSource } from './runsSource';

/** What each run is grouped by. Datasets that are not known yet are asked for. */
export function groupValues(
  groupBy: string,
  source: Pick<RunsSource, 'rows' | 'cellOf'>,
  datasets: DatasetNames,
): (row: RunRow) => readonly string[] {
  if (groupBy === 'dataset') {
    datasets.want(source.rows);
    return row => datasets.of(row.runId);
  }
  if (groupBy === 'attributes.status') return row => [row.status];
  if (groupBy === 'attributes.user_id') return row => (row.userId === '' ? [] : [row.userId]);
  const place = source.cellOf(groupBy);
  return row => {
    const value = place === undefined ? null : (row.cells[place] ?? null);
    return value === null ? [] : [String(value)];
  };
}
