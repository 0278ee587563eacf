import { type ExtensionContext } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { type Audience } from '../../workbench/audience';
import { registerCommand, setContext } from '../../workbench/commands';
import { type CommandArguments, type CommandId } from '../../workbench/contributions';
import { type EngineProcess } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { AfterConnecting } from './afterConnecting';
import { ConnectionList } from './connectionList';
import { FolderMemory } from './folderMemory';
import { findStores } from './foundStores';
import { explainFileStore } from './migrateFileStore';
import { ServerSecrets } from '../../platform/serverSecrets';
import { StoreAccess } from './storeAccess';
import { StoreConnection } from './storeConnection';

export interface ConnectionNeeds {
  readonly context: Pick<ExtensionContext, 'workspaceState' | 'globalState' | 'globalStorageUri' | 'secrets'>;
  readonly engine: EngineProcess;
  readonly notices: Notices;
  readonly audience: Audience;
  /** Told every secret, so that no log shows it. */
  readonly hide: (secret: string) => void;
}

/** How the editor is connected, for the rest of the store's room and for tests. */
export interface ConnectionRoom extends Disposable {
  readonly connection: StoreConnection;
  readonly connections: ConnectionList;
  readonly folders: FolderMemory;
  readonly secrets: ServerSecrets;
}

/** The connection, the list of connections and the commands on them. */
export function registerConnections({ context, engine, notices, audience, hide }: ConnectionNeeds): ConnectionRoom {
  const disposables = new DisposableStore();
  const connections = new ConnectionList();
  const folders = new FolderMemory(context.workspaceState);
  const secrets = new ServerSecrets(context.secrets, hide);
  const storage = context.globalStorageUri;
  const access = new StoreAccess({ connections, secrets, folders, globalState: context.globalState, storage });
  const connection = disposables.add(new StoreConnection({ engine, folders, access, audience }));
  const on = <Id extends CommandId>(id: Id, run: (argument: CommandArguments[Id]) => Promise<void> | void): void => {
    disposables.add(registerCommand(id, run));
  };
  const sources = { engine, connection, connections, secrets, notices, folders };
  // What they ask is loaded when one is first used.
  const list = async () => {
    const { ConnectionCommands } = await import('./connectionCommands.js');
    return new ConnectionCommands(sources);
  };
  on('modelOps.connect', async argument => {
    const { ConnectCommand } = await import('./connectCommand.js');
    await new ConnectCommand(sources).run(argument);
  });
  on('modelOps.addConnection', async argument => {
    const { AddConnection } = await import('./addConnection.js');
    await new AddConnection(sources).run(argument);
  });
  on('modelOps.signIn', async () => {
    const { signInAgain } = await import('./addConnection.js');
    await signInAgain(sources);
  });
  on('modelOps.switchConnection', async () => (await list()).switch());
  on('modelOps.editConnection', async () => (await list()).edit());
  on('modelOps.testConnection', async () => (await list()).test());
  on('modelOps.removeConnection', async () => (await list()).remove());
  on('modelOps.startServer', async () => {
    const { StartServer } = await import('./startServer.js');
    await new StartServer({ engine, connection, folders, access, notices, storage }).run();
  });
  on('modelOps.migrateFileStore', () => explainFileStore(notices));
  disposables.add(new AfterConnecting({ engine, connection, access, notices, memory: context.globalState }));
  disposables.add(connection.onDidFindNothing(offerFoundStores));
  return { connection, connections, folders, secrets, dispose: () => disposables.dispose() };
}

/** Looks for stores once the welcome view would be shown: a line of it offers what was found. */
async function offerFoundStores(): Promise<void> {
  const found = await findStores();
  setContext(
    'modelOps.databaseFound',
    found.some(({ kind }) => kind === 'database'),
  );
  setContext(
    'modelOps.serverFound',
    found.some(({ kind }) => kind === 'server'),
  );
  setContext(
    'modelOps.fileStoreFound',
    found.some(({ kind }) => kind === 'files'),
  );
}
