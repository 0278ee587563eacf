import { columnId, parseColumnId } from '../../src/domain/runColumn';
import { type RunKeys } from '../../src/domain/run';
import { type RunRow } from '../../src/domain/runRow';
import { type RunsLayout } from '../../src/runs/contract';

const FIRST = ['attributes.run_name', 'attributes.start_time', 'attributes.duration', 'attributes.status'];
const MOST_METRICS = 4;
const MOST_PARAMS = 6;
/** Params that are read to find those that differ. */
const PARAMS_LOOKED_AT = 60;

/** The columns that the default layout is chosen from: all but one read of the first page. */
export function candidateColumns(keys: RunKeys): readonly string[] {
  const metrics = [...keys.metrics].sort((left, right) => Number(isSystem(left)) - Number(isSystem(right)));
  return [
    ...FIRST,
    ...metrics.slice(0, MOST_METRICS).map(key => columnId({ kind: 'metric', key })),
    ...keys.params.slice(0, PARAMS_LOOKED_AT).map(key => columnId({ kind: 'param', key })),
  ];
}

/** Name, time, status, up to four metrics, and the params in which these runs differ. */
export function defaultLayout(candidates: readonly string[], rows: readonly RunRow[]): RunsLayout {
  const differs = (index: number): boolean => new Set(rows.map(row => row.cells[index] ?? null)).size > 1;
  const params = candidates.filter((id, index) => parseColumnId(id)?.kind === 'param' && differs(index)).slice(0, MOST_PARAMS);
  const others = candidates.filter(id => parseColumnId(id)?.kind !== 'param');
  return { columns: [...others, ...params], pinned: ['attributes.run_name'], widths: {} };
}

/** MLflow's own measurements of the machine. */
function isSystem(key: string): boolean {
  return key.startsWith('system/');
}
