import { success } from '../../base/result';
import { answerTasks } from '../../platform/answerTasks';
import { binFeature } from './binFeature';
import { judgeFold } from './judgeFold';
import { type FoldTask } from './togetherInThreads';

/** Judges the rows of one fold a message. */
answerTasks(({ columns, ...fold }: FoldTask) => success(judgeFold(columns.map(binFeature), fold)));
