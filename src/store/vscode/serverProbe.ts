import { l10n, ProgressLocation, window } from 'vscode';
import { type Result } from '../../base/result';
import { type Engine } from '../../workbench/engineProcess';
import { type ServerAccess, storeCalls, type StoreInfo } from '../contract';
import { hostOf } from '../../domain/savedConnection';

/** Asks a server what it is, without leaving the store that is connected. */
export async function probeServer(engine: Engine, uri: string, server: ServerAccess): Promise<Result<StoreInfo>> {
  const asking = { location: ProgressLocation.Window, title: l10n.t('Asking {0}…', hostOf(uri)) };
  return await window.withProgress(asking, () => engine.ask(storeCalls.tryStore, { uri, options: { actor: '', server } }));
}

/** "MLflow 3.17.2, no sign-in needed." */
export function probeSentence(probed: Result<StoreInfo>): string {
  if (!probed.ok) return probed.failure.reason === 'unauthorized' ? l10n.t('The server asks for a sign-in.') : probed.failure.message;
  const { serverVersion } = probed.value;
  return serverVersion === null ? l10n.t('MLflow answers, no sign-in needed.') : l10n.t('MLflow {0}, no sign-in needed.', serverVersion);
}
