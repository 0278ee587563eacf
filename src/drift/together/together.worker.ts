import { success } from '../../base/result';
import { answerTasks } from '../../platform/answerTasks';
import { compareTogether } from './compareTogether';
import { type TogetherTask } from './togetherTask';

/** Compares the whole rows of one pair of data sets a message. */
answerTasks((task: TogetherTask) => success(compareTogether(task)));
