import { commands, l10n, Uri, window, workspace } from 'vscode';
import { type ModelName } from '../../domain/ids';
import { historyCalls } from '../contract';
import { type HistoryParts } from './historyRoom';

/** Asks for a file and writes a model's whole history to it: CSV or JSON, by the file's name. */
export async function exportHistory({ engine, notices }: HistoryParts, name: ModelName): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const suggestion = folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, `${fileName(name)}-history.csv`) };
  const target = await window.showSaveDialog({
    title: l10n.t('Export History'),
    saveLabel: l10n.t('Export'),
    filters: { CSV: ['csv'], JSON: ['json'] },
    ...suggestion,
  });
  if (target === undefined) return;
  const format = /\.json$/i.test(target.path) ? 'json' : 'csv';
  const written = await engine.ask(historyCalls.exportHistory, { name, format, file: target.fsPath });
  if (!written.ok) return notices.fail(written.failure);
  notices.say(l10n.t('Exported {0} events to {1}.', written.value.events, target.fsPath), {
    title: l10n.t('Open'),
    run: () => commands.executeCommand('vscode.open', target),
  });
}

/** A model's name may hold what a file's name may not. */
function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N}._-]/gu, '_').slice(0, 80);
}
