import { env, l10n, type Uri, window } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { plainLabel } from '../../base/oneLine';
import { type ModelName, type VersionNumber } from '../../domain/ids';
import { registerCommand } from '../../workbench/commands';
import { type CommandArguments, type EventArgument, type ModelArgument, type VersionArgument, views } from '../../workbench/contributions';
import { NodeTree } from '../../workbench/nodeTree';
import { pick } from '../../workbench/pick';
import { allowedHere } from '../../workbench/trust';
import { exportHistory } from './exportHistory';
import { HistoryDesk } from './historyDesk';
import { HistoryRoot } from './historyNodes';
import { type HistoryParts } from './historyRoom';
import { undoEvent } from './undoEvent';
import { whatWasInProduction } from './whatWasInProduction';

/** The view History, the history pages, and the commands on both. */
export function registerHistory(parts: HistoryParts & { readonly extensionUri: Uri }): Disposable {
  const disposables = new DisposableStore();
  showTree(parts, disposables);
  const desk = disposables.add(new HistoryDesk(parts));
  const named = async (argument: VersionArgument | ModelArgument | undefined, title: string): Promise<ModelName | undefined> => {
    if (argument === undefined) return (await parts.store.pickers.model(title))?.name;
    return 'version' in argument ? argument.version.name : argument.model.name;
  };
  disposables.add(
    registerCommand('modelOps.showHistory', async argument => {
      const name = await named(argument, l10n.t('Show History'));
      if (name !== undefined) await desk.show(name, askedFor(argument));
    }),
  );
  disposables.add(
    registerCommand('modelOps.whatWasInProduction', async argument => {
      const name = await named(argument, l10n.t('What Was in Production On…'));
      if (name !== undefined) await whatWasInProduction(parts, name);
    }),
  );
  disposables.add(
    registerCommand('modelOps.exportHistory', async argument => {
      const name = (await allowedHere()) ? await named(argument, l10n.t('Export History')) : undefined;
      if (name !== undefined) await exportHistory(parts, name);
    }),
  );
  disposables.add(
    registerCommand('modelOps.undoEvent', async ({ historyEvent }) => {
      if (await allowedHere()) await undoEvent(parts, historyEvent);
    }),
  );
  disposables.add(registerCommand('modelOps.copyEventId', ({ historyEvent }) => copyId(historyEvent.id)));
  disposables.add(registerCommand('modelOps.showVersion', argument => showVersion(parts, argument)));
  return disposables;
}

function showTree({ engine, store }: HistoryParts, disposables: DisposableStore): void {
  const tree = disposables.add(new NodeTree(new HistoryRoot(engine, store.connection)));
  const view = disposables.add(window.createTreeView(views.history, { treeDataProvider: tree, showCollapseAll: true }));
  tree.follow(view);
  disposables.add(store.audience.join({ isVisible: () => view.visible, onDidChange: view.onDidChangeVisibility }));
  disposables.add(store.onDidChangeData(() => tree.refresh()));
  disposables.add(store.connection.onDidChange(() => tree.clear()));
}

function askedFor(argument: CommandArguments['modelOps.showHistory']): { readonly at?: number; readonly eventId?: string } {
  if (argument === undefined || !('model' in argument)) return {};
  // A row of a tree is an argument too, and nothing else of it can be sent to a page.
  const { at, eventId } = argument;
  return { ...(at === undefined ? {} : { at }), ...(eventId === undefined ? {} : { eventId }) };
}

async function copyId(id: string): Promise<void> {
  await env.clipboard.writeText(id);
  window.setStatusBarMessage(l10n.t('Copied {0}', plainLabel(id, 80)), 4000);
}

/** Selects the version's row in Registered Models; an event that moves several asks which. */
async function showVersion({ notices, store }: HistoryParts, argument: EventArgument | VersionArgument): Promise<void> {
  const name = 'version' in argument ? argument.version.name : argument.historyEvent.model;
  const version = 'version' in argument ? argument.version.version : await oneOf(argument.historyEvent.versions);
  if (version === undefined || (await store.views.revealVersion({ version: { name, version } }))) return;
  notices.say(l10n.t('Version {0} of {1} is deleted, or not among the rows that are shown.', version, plainLabel(name)));
}

async function oneOf(versions: readonly VersionNumber[]): Promise<VersionNumber | undefined> {
  if (versions.length < 2) return versions[0];
  const choices = versions.map(version => ({ label: l10n.t('Version {0}', version), value: version }));
  return await pick({ title: l10n.t('Show Version'), placeholder: l10n.t('Which one?') }, choices);
}
