import { type Event, Uri } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { type ReportLines } from '../../reports/contract';
import { Audience } from '../../workbench/audience';
import { registerCommand } from '../../workbench/commands';
import { type CommandArguments, type CommandId } from '../../workbench/contributions';
import { ReadingPages } from '../../workbench/readingPages';
import { allowedHere } from '../../workbench/trust';
import { ChangeWatch } from './changeWatch';
import { copyVersion } from './copyVersion';
import { createExperiment } from './createExperiment';
import { createModel } from './createModel';
import { OpenSample } from './openSample';
import { ReadCommands } from './readCommands';
import { type ConnectionNeeds, type ConnectionRoom, registerConnections } from './registerConnections';
import { registerEdits } from './registerEdits';
import { RegisterVersion } from './registerVersion';
import { RegistryChanges } from './registryChanges';
import { RegistryPickers } from './registryPickers';
import { RollBack } from './rollBack';
import { SetAlias } from './setAlias';
import { SetStage } from './setStage';
import { type StoreConnection } from './storeConnection';
import { StoreRefresh } from './storeRefresh';
import { StoreViews } from './storeViews';

interface StoreNeeds extends Omit<ConnectionNeeds, 'audience'> {
  readonly reports: ReportLines;
  /** Reports were saved: the rows that name them are out of date. */
  readonly onReports: Event<void>;
}

/** What the store's room offers to the others. */
export interface StoreRoom extends ConnectionRoom {
  readonly views: StoreViews;
  readonly pickers: RegistryPickers;
  readonly changes: RegistryChanges;
  readonly pages: ReadingPages;
  /** Views and pages that show the store join it: it is kept up to date while one of them is visible. */
  readonly audience: Audience;
  /** Something in the store changed, here or elsewhere, or another store is connected: what was read is out of date. */
  readonly onDidChangeData: Event<void>;
}

/** The views of a store and the commands on them. */
export function registerStore({ reports, onReports, ...needs }: StoreNeeds): StoreRoom {
  const { context, engine, notices } = needs;
  const disposables = new DisposableStore();
  const audience = disposables.add(new Audience());
  const room = disposables.add(registerConnections({ ...needs, audience }));
  const { connection } = room;
  const views = disposables.add(new StoreViews({ ...room, engine, audience, reports, memory: context.workspaceState }));
  const watch = disposables.add(new ChangeWatch({ engine, connection, audience }));
  const pages = disposables.add(new ReadingPages());
  const changes = disposables.add(new RegistryChanges(engine, notices));
  const pickers = new RegistryPickers(engine, notices);
  const refresh = disposables.add(new StoreRefresh({ engine, connection, views, watch, pages }));
  const readAgain = (): Promise<void> => refresh.run();
  disposables.add(changes.onDidChange(readAgain));
  disposables.add(onReports(readAgain));

  const commands = { ...needs, connection, views, pages, changes, pickers, readAgain };
  disposables.add(registerCommands(commands));
  disposables.add(registerEdits({ engine, pickers, views, info: () => connection.info, refresh: readAgain }));
  return {
    ...room,
    views,
    pickers,
    changes,
    pages,
    audience,
    onDidChangeData: refresh.onDidChangeData,
    dispose: () => disposables.dispose(),
  };
}

interface CommandParts extends Pick<StoreNeeds, 'context' | 'engine' | 'notices'> {
  readonly connection: StoreConnection;
  readonly views: StoreViews;
  readonly pages: ReadingPages;
  readonly changes: RegistryChanges;
  readonly pickers: RegistryPickers;
  readonly readAgain: () => Promise<void>;
}

/** The commands that show and that change what is registered. */
function registerCommands({ context, engine, notices, connection, views, pages, changes, pickers, readAgain }: CommandParts): Disposable {
  const disposables = new DisposableStore();
  type Run<Id extends CommandId, Done> = (argument: CommandArguments[Id], selected: readonly CommandArguments[Id][]) => Done;
  const on = <Id extends CommandId>(id: Id, run: Run<Id, Promise<unknown> | void>): void => {
    disposables.add(registerCommand(id, async (argument, selected) => void (await run(argument, selected))));
  };
  /** For commands that write: refused in Restricted Mode, and the rows are read again after. */
  const onWriting = <Id extends CommandId>(id: Id, run: Run<Id, Promise<unknown>>): void => {
    on(id, async (argument, selected) =>
      (await allowedHere()) && (await run(argument, selected)) === true ? await readAgain() : undefined,
    );
  };
  const read = new ReadCommands(engine, pickers, pages, views);
  const alias = new SetAlias(engine, pickers, changes);
  on('modelOps.refresh', readAgain);
  on('modelOps.openSample', () => new OpenSample(engine, connection, notices, Uri.joinPath(context.globalStorageUri, 'sample')).run());
  on('modelOps.openRun', argument => read.openRun(argument));
  on('modelOps.copyModelUri', argument => read.copyModelUri(argument));
  on('modelOps.copyRunId', ({ run }) => read.copyText({ copyable: run.runId }));
  on('modelOps.copyText', argument => read.copyText(argument));
  on('modelOps.loadMore', ({ loadMore }) => loadMore());
  onWriting('modelOps.createExperiment', () => createExperiment(engine, notices));
  onWriting('modelOps.createModel', () => createModel(engine, notices));
  onWriting('modelOps.registerVersion', argument => new RegisterVersion(engine, pickers, notices).run(argument));
  onWriting('modelOps.setStage', argument => new SetStage(engine, pickers, changes, notices).run(argument));
  onWriting('modelOps.copyVersion', argument => copyVersion(argument, { engine, pickers, notices, views }));
  onWriting('modelOps.setAlias', argument => alias.set(argument));
  onWriting('modelOps.removeAlias', (argument, selected) => alias.remove(argument, selected));
  onWriting('modelOps.rollBack', argument => new RollBack(engine, pickers, changes, notices).run(argument));
  return disposables;
}
