import { compareColumn, type ColumnTask, sidesOfTask } from '../compareColumn';
import { type DriftColumn } from '../contract';
import { compareDescriptors } from './compareDescriptors';

/**
 * Compares the two sides of one column and, of text where that is asked for, says how the texts changed too. Takes over the
 * columns' arrays. The cost is that of `compareColumn`, and that of it once more for each descriptor.
 */
export function compareWithDescriptors(task: ColumnTask): DriftColumn {
  const sides = sidesOfTask(task);
  const column = compareColumn(task, sides);
  return task.descriptors === true ? { ...column, ...compareDescriptors(column, task, sides) } : column;
}
