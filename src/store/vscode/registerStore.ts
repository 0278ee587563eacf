import { type Event, type ExtensionContext, Uri } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { type ReportLines } from '../../reports/contract';
import { registerCommand, setContext } from '../../workbench/commands';
import { type CommandArguments, type CommandId } from '../../workbench/contributions';
import { type EngineProcess } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { ReadingPages } from '../../workbench/readingPages';
import { allowedHere } from '../../workbench/trust';
import { ConnectCommand, findStores } from './connectCommand';
import { createExperiment } from './createExperiment';
import { OpenSample } from './openSample';
import { ReadCommands } from './readCommands';
import { registerEdits } from './registerEdits';
import { RegisterVersion } from './registerVersion';
import { RegistryChanges } from './registryChanges';
import { RegistryPickers } from './registryPickers';
import { RollBack } from './rollBack';
import { SetAlias } from './setAlias';
import { SetStage } from './setStage';
import { StoreConnection } from './storeConnection';
import { StoreViews } from './storeViews';

interface StoreNeeds {
  readonly context: Pick<ExtensionContext, 'workspaceState' | 'globalStorageUri'>;
  readonly engine: EngineProcess;
  readonly notices: Notices;
  readonly reports: ReportLines;
  /** Reports were saved: the rows that name them are out of date. */
  readonly onReports: Event<void>;
}

/** What the store's room offers to the others. */
export interface StoreRoom extends Disposable {
  readonly connection: StoreConnection;
  readonly views: StoreViews;
  readonly pickers: RegistryPickers;
  readonly changes: RegistryChanges;
  readonly pages: ReadingPages;
}

/** The views of a store and the commands on them. */
export function registerStore({ context, engine, notices, reports, onReports }: StoreNeeds): StoreRoom {
  const disposables = new DisposableStore();
  const connection = disposables.add(new StoreConnection(engine, context.workspaceState));
  const views = disposables.add(new StoreViews(engine, connection, { reports, memory: context.workspaceState }));
  const pages = disposables.add(new ReadingPages());
  const changes = disposables.add(new RegistryChanges(engine, notices));
  const pickers = new RegistryPickers(engine, notices);
  const refresh = async (): Promise<void> => {
    if (engine.isGivenUp) engine.restart();
    await connection.retry();
    await views.refresh();
    pages.refresh();
  };
  disposables.add(changes.onDidChange(refresh));
  disposables.add(onReports(refresh));

  const on = <Id extends CommandId>(id: Id, run: (argument: CommandArguments[Id]) => Promise<unknown> | void): void => {
    disposables.add(registerCommand(id, async argument => void (await run(argument))));
  };
  /** For commands that write: refused in Restricted Mode, and the rows are read again after. */
  const onWriting = <Id extends CommandId>(id: Id, run: (argument: CommandArguments[Id]) => Promise<unknown>): void => {
    on(id, async argument => ((await allowedHere()) && (await run(argument)) === true ? await refresh() : undefined));
  };
  const connect = new ConnectCommand(connection, notices);
  const read = new ReadCommands(engine, pickers, pages, views);
  const alias = new SetAlias(engine, pickers, changes);
  on('modelOps.refresh', refresh);
  on('modelOps.connect', argument => connect.run(argument));
  on('modelOps.openSample', () => new OpenSample(engine, connection, notices, Uri.joinPath(context.globalStorageUri, 'sample')).run());
  on('modelOps.openRun', argument => read.openRun(argument));
  on('modelOps.copyModelUri', argument => read.copyModelUri(argument));
  on('modelOps.copyRunId', ({ run }) => read.copyText({ copyable: run.runId }));
  on('modelOps.copyText', argument => read.copyText(argument));
  on('modelOps.loadMore', ({ loadMore }) => loadMore());
  onWriting('modelOps.createExperiment', () => createExperiment(engine, notices));
  onWriting('modelOps.registerVersion', argument => new RegisterVersion(engine, pickers, notices).run(argument));
  onWriting('modelOps.setStage', argument => new SetStage(engine, pickers, changes, notices).run(argument));
  onWriting('modelOps.setAlias', argument => alias.set(argument));
  onWriting('modelOps.removeAlias', argument => alias.remove(argument));
  onWriting('modelOps.rollBack', argument => new RollBack(engine, pickers, changes, notices).run(argument));
  disposables.add(registerEdits({ engine, pickers, views, refresh }));
  disposables.add(offerFoundStores(connection));
  return { connection, views, pickers, changes, pages, dispose: () => disposables.dispose() };
}

/** Looks for databases in the workspace once the welcome view would be shown. */
function offerFoundStores(connection: StoreConnection): Disposable {
  return connection.onDidFindNothing(async () => setContext('modelOps.databaseFound', (await findStores()).length > 0));
}
