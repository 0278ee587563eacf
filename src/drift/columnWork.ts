import { inThread } from '../platform/inThread';
import { type RunTask } from '../platform/workerPool';
import { type ColumnTask } from './compareColumn';
import { type DriftColumn } from './contract';
import { compareWithDescriptors } from './text/compareWithDescriptors';

/** Compares a column, on a worker thread or, as `compareInThread` does, where it is called. */
export type RunColumn = RunTask<ColumnTask, DriftColumn>;

export const compareInThread: RunColumn = inThread(compareWithDescriptors);
