import { success } from '../base/result';
import { answerTasks } from '../platform/answerTasks';
import { compareColumn, type ColumnTask } from './compareColumn';

/** Compares one column a message. */
answerTasks((task: ColumnTask) => success(compareColumn(task)));
