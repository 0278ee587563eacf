import { success } from '../base/result';
import { answerTasks } from '../platform/answerTasks';
import { columnBuffers } from './columnBuffers';
import { type ColumnTask } from './compareColumn';
import { compareWithDescriptors } from './text/compareWithDescriptors';

/** Compares one column a message. Its arrays are given back at once: V8 would do so when several more columns have come. */
answerTasks((task: ColumnTask) => {
  const buffers = columnBuffers(task);
  const compared = success(compareWithDescriptors(task));
  for (const buffer of buffers) buffer.transfer(0);
  return compared;
});
