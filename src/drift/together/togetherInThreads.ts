import { type TogetherDrift } from '../../domain/togetherDrift';
import { type RunTask } from '../../platform/workerPool';
import { type Fold, type FoldJudgement } from './judgeFold';
import { columnsToCompare, FOLDS, type TogetherColumn, type TogetherTask } from './togetherTask';

export interface FoldTask extends Fold {
  readonly columns: readonly TogetherColumn[];
}

interface Threads {
  readonly judge: RunTask<FoldTask, FoldJudgement>;
  readonly compare: RunTask<TogetherTask, TogetherDrift>;
}

/** Judges the folds side by side, which is most of the work, and then compares the rest with what they said. */
export function togetherInThreads({ judge, compare }: Threads): RunTask<TogetherTask, TogetherDrift> {
  return async work => {
    const { task, signal } = work;
    const { used, problem } = columnsToCompare(task);
    if (problem !== null) return await compare(work);
    const { rows } = task;
    const judged = await Promise.all(
      Array.from({ length: FOLDS }, (_, fold) => judge({ task: { columns: used, rows, fold, folding: 'random' }, transfer: [], signal })),
    );
    const judgements: FoldJudgement[] = [];
    for (const each of judged) {
      if (!each.ok) return each;
      judgements.push(each.value);
    }
    return await compare({ ...work, task: { ...task, judgements } });
  };
}
