import { type Column } from '../../domain/column';
import { type ColumnTask } from '../compareColumn';
import { pandasTypeOf } from '../inferColumnType';
import { type SideTimes, sideTimes } from './sideTimes';

/** Both sides of a column of times; a side is null where the file has no such column. */
export interface ColumnTimes {
  readonly reference: SideTimes | null;
  readonly current: SideTimes | null;
}

/** The times of a column that is in memory; null of one that holds none. Leaves it as it is. O(rows log rows). */
export function columnTimes(task: ColumnTask): ColumnTimes | null {
  const { reference, current } = task;
  return holdsTimes(task) ? { reference: reference && sideTimes(reference), current: current && sideTimes(current) } : null;
}

/** Whether a column is one of times, or the one by which rows are put in order: its kinds tell, it need have no rows. */
export function holdsTimes({ type, role, reference, current, profiled }: Omit<ColumnTask, 'fileType' | 'name'>): boolean {
  // What stands for values that a profile did not keep has no gaps and no weekdays.
  if (profiled !== undefined) return false;
  const isTimes = (column: Column | null): boolean => column !== null && pandasTypeOf(column).dtype.startsWith('datetime');
  const isDate = (column: Column | null): boolean => column?.storage === 'numbers' && column.kind === 'datetime';
  const inferred = type === null && [reference, current].some(column => isDate(column) || isTimes(column));
  return role === 'time' || type === 'datetime' || inferred;
}
