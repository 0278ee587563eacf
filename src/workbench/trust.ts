import { commands, l10n, window, workspace } from 'vscode';

/** Whether something that writes or computes may run here. In Restricted Mode it says why not, and where to change that. */
export async function allowedHere(): Promise<boolean> {
  if (workspace.isTrusted) return true;
  const manage = l10n.t('Manage Trust');
  const chosen = await window.showWarningMessage(l10n.t('This folder is in Restricted Mode: Model Ops only shows things here.'), manage);
  if (chosen === manage) await commands.executeCommand('workbench.trust.manage');
  return false;
}
