import { type ColumnTask } from './compareColumn';

/** The memory of a task's values, which moves to the thread that compares them. */
export function columnBuffers({ reference, current }: ColumnTask): ArrayBuffer[] {
  return [reference, current]
    .filter(column => column !== null)
    .map(column => (column.storage === 'numbers' ? column.values.buffer : column.codes.buffer) as ArrayBuffer);
}
