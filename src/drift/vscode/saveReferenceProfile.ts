import { basename } from 'node:path';
import { type Extension, l10n, Uri, window } from 'vscode';
import { type Disposable } from '../../base/disposable';
import { plainLabel } from '../../base/oneLine';
import { registerCommand } from '../../workbench/commands';
import { type DataFiles } from '../../workbench/dataFiles';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { showProgress } from '../../workbench/showProgress';
import { allowedHere } from '../../workbench/trust';
import { driftCalls } from '../contract';

export interface ProfileNeeds {
  readonly engine: Engine;
  readonly notices: Notices;
  readonly files: DataFiles;
  /** Whose version stands in the file. */
  readonly extension: Extension<unknown>;
}

/** The command Save Reference Profile. */
export function registerSaveProfile(needs: ProfileNeeds): Disposable {
  return registerCommand('modelOps.saveReferenceProfile', () => saveReferenceProfile(needs));
}

async function saveReferenceProfile({ engine, notices, files, extension }: ProfileNeeds): Promise<void> {
  if (!(await allowedHere())) return;
  const title = l10n.t('Save Reference Profile');
  const placeholder = l10n.t('Data whose statistics are kept in place of its rows');
  const data = await files.pick({ title, placeholder, offered: [] });
  if (data === undefined) return;
  // The filter is of the last part: a dialog would add one of two parts to a name that has it.
  const suggested = Uri.file(data.replace(/[.][^./\\]+$/, '').concat('.profile.json'));
  const chosen = await window.showSaveDialog({ title, defaultUri: suggested, filters: { [l10n.t('Profile')]: ['json'] } });
  if (chosen === undefined) return;
  const { version } = extension.packageJSON as { version: string };
  const request = { data, hideRare: 0, file: chosen.fsPath, version };
  const saved = await showProgress(title, job => engine.ask(driftCalls.saveProfile, request, job));
  if (!saved.ok) notices.fail(saved.failure);
  else notices.say(l10n.t('{0} holds the statistics of {1} rows.', plainLabel(basename(saved.value.file)), saved.value.rows));
}
