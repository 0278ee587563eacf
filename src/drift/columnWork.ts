import { inThread } from '../platform/inThread';
import { type RunTask } from '../platform/workerPool';
import { compareColumn, type ColumnTask } from './compareColumn';
import { type DriftColumn } from './contract';

/** Compares a column, on a worker thread or, as `compareInThread` does, where it is called. */
export type RunColumn = RunTask<ColumnTask, DriftColumn>;

export const compareInThread: RunColumn = inThread(task => compareColumn(task));
