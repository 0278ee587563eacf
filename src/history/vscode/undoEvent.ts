import { l10n } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type ModelName } from '../../domain/ids';
import { storeCalls } from '../../store/contract';
import { movesBack } from '../../workbench/movesWords';
import { type HistoryParts } from './historyRoom';

/**
 * Takes an event back, a roll back included: shows the net moves, asks why, and makes the change. Where it is not possible
 * (any more), it says why not.
 */
export async function undoEvent(
  { engine, notices, store }: HistoryParts,
  event: { readonly model: ModelName; readonly id: string },
): Promise<boolean> {
  const history = await engine.ask(storeCalls.history, { name: event.model });
  if (!history.ok) {
    notices.fail(history.failure);
    return false;
  }
  const entry = history.value.find(({ event: { id } }) => id === event.id);
  if (entry === undefined) notices.warn(l10n.t('This change is not in the history any more.'));
  else if (entry.rollBack === null) notices.warn(entry.rollBackRefusal ?? l10n.t('This change cannot be taken back.'));
  else
    return await store.changes.make(l10n.t('Undo in {0}: {1}', plainLabel(event.model), movesBack(entry.rollBack.moves)), entry.rollBack);
  return false;
}
