import { existsSync, mkdirSync } from 'node:fs';
import * as path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  commands,
  env,
  l10n,
  ProcessExecution,
  ProgressLocation,
  Task,
  type TaskExecution,
  TaskRevealKind,
  tasks,
  TaskScope,
  Uri,
  window,
} from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { freeLocalPort, isListening } from '../../platform/localPort';
import { executeCommand } from '../../workbench/commands';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { pick } from '../../workbench/pick';
import { pythonPrograms } from '../../workbench/pythonPrograms';
import { allowedHere } from '../../workbench/trust';
import { storeCalls } from '../contract';
import { type FolderMemory } from './folderMemory';
import { fateOf, inspectMlflow, type MlflowFacts, serverArguments, serverEnvironment } from '../../platform/mlflowPython';
import { type StoreAccess } from './storeAccess';
import { type StoreConnection } from './storeConnection';
import { databaseFile, storeUriOf } from './storeLocation';

interface Sources {
  readonly engine: Engine;
  readonly connection: StoreConnection;
  readonly folders: FolderMemory;
  readonly access: StoreAccess;
  readonly notices: Notices;
  /** Where the check of a Python runs. */
  readonly storage: Uri;
}

interface Python {
  readonly program: string;
  readonly facts: MlflowFacts;
}

/** MLflow's own port, if it is free. */
const USUAL_PORT = 5000;
const STARTS_WITHIN_MS = 120_000;

/** Starts MLflow's server on the database that is connected, in the user's own Python, as a task. */
export class StartServer {
  constructor(private readonly sources: Sources) {}

  async run(): Promise<void> {
    if (!(await allowedHere())) return;
    const database = this.database();
    if (database === null) {
      this.sources.notices.warn(l10n.t('A server is started on a database file. Connect to one first.'), connectAction());
      return;
    }
    const python = await this.findPython(database);
    if (python === null) return this.sayNoPython();
    if (!(await this.agreeTo(python, database))) return;
    await this.start(python, database);
  }

  private database(): string | null {
    const { info, target } = this.sources.connection;
    return info === null || target === null ? null : databaseFile(target.uri);
  }

  private async findPython(database: string): Promise<Python | null> {
    const { folders, storage } = this.sources;
    mkdirSync(storage.fsPath, { recursive: true });
    const looking = { location: ProgressLocation.Notification, title: l10n.t('Looking for MLflow in your Python…') };
    return await window.withProgress(looking, async () => {
      for (const program of await pythonPrograms(folders.folder?.uri)) {
        const facts = await inspectMlflow(program, database, storage.fsPath);
        if (facts !== null) return { program, facts };
      }
      return null;
    });
  }

  private sayNoPython(): void {
    const settings = {
      title: l10n.t('Open Settings'),
      run: () => commands.executeCommand('workbench.action.openSettings', 'modelOps.python'),
    };
    this.sources.notices.warn(
      l10n.t('No Python with MLflow was found. Choose an interpreter that has it, or name one in the setting modelOps.python.'),
      settings,
    );
  }

  /** Says what MLflow would do to the file, and makes a copy before it may be changed. */
  private async agreeTo({ facts }: Python, database: string): Promise<boolean> {
    const { notices } = this.sources;
    const name = path.basename(database);
    const { version, head, revision } = facts;
    const fate = fateOf(facts);
    if (fate === 'kept') return true;
    if (fate === 'newer') {
      notices.warn(
        l10n.t('{0} was made by a newer MLflow than your {1}, which would refuse it. Choose a Python with a newer one.', name, version),
      );
      return false;
    }
    if (fate === 'refused') {
      const command = `mlflow db upgrade "${storeUriOf(database)}"`;
      notices.warn(
        l10n.t(
          'MLflow {0} wants {1} to be upgraded first, from schema {2} to {3}. Take a copy of the file, then run: {4}',
          version,
          name,
          revision ?? '',
          head ?? '',
          command,
        ),
        { title: l10n.t('Copy Command'), run: () => env.clipboard.writeText(command) },
      );
      return false;
    }
    // A placeholder shows no more than one line: what follows from the upgrade is said below it.
    const what =
      fate === 'upgraded'
        ? l10n.t('MLflow {0} will upgrade {1} from schema {2} to {3}', version, name, revision ?? '', head ?? '')
        : l10n.t('MLflow {0} may upgrade {1}', version, name);
    const copy = freeName(database, version);
    const agreed = await pick({ title: l10n.t('Start MLflow Server'), placeholder: what }, [
      {
        label: l10n.t('Make a copy, then start'),
        description: plainLabel(path.basename(copy)),
        detail: l10n.t('An older MLflow may not open an upgraded file; it opens the copy'),
        value: true,
      },
      { label: l10n.t('Leave it as it is'), detail: l10n.t('No server is started'), value: false },
    ]);
    if (agreed !== true) return false;
    const copied = await this.sources.engine.ask(storeCalls.copyDatabase, { database, target: copy });
    if (!copied.ok) notices.fail(copied.failure);
    return copied.ok;
  }

  private async start({ program, facts }: Python, database: string): Promise<void> {
    const { access, folders, notices } = this.sources;
    const port = await freeLocalPort(USUAL_PORT);
    const artifacts = access.artifactsDestination().artifactsDestination ?? path.join(path.dirname(database), 'mlartifacts');
    const args = [...serverArguments({ storeUri: storeUriOf(database), artifacts, port })];
    const execution = new ProcessExecution(program, args, { cwd: path.dirname(database), env: serverEnvironment(program) });
    const name = l10n.t('MLflow server of {0}', path.basename(database));
    const task = new Task({ type: 'process' }, folders.folder ?? TaskScope.Global, name, 'Model Ops', execution, []);
    task.isBackground = true;
    task.presentationOptions = { reveal: TaskRevealKind.Silent };
    const running = await startEndingWhole(task);
    const starting = { location: ProgressLocation.Notification, title: l10n.t('Starting MLflow {0}…', facts.version), cancellable: true };
    const isUp = await window.withProgress(starting, async (_, cancel) => {
      cancel.onCancellationRequested(() => running.terminate());
      return await listens(running, port);
    });
    if (isUp) this.offer(facts.version, path.basename(database), port);
    else notices.warn(l10n.t('MLflow {0} did not start. Its terminal says why.', facts.version));
  }

  private offer(version: string, name: string, port: number): void {
    const address = `http://127.0.0.1:${port}`;
    this.sources.notices.say(
      l10n.t('MLflow {0} serves {1} at {2} until its task is stopped.', version, name, address),
      { title: l10n.t('Open in Browser'), run: () => env.openExternal(Uri.parse(address)) },
      { title: l10n.t('Connect to It'), run: () => executeCommand('modelOps.connect', { uri: address }) },
    );
  }
}

/** Starts a task whose end ends what its process started, too: an end of the task alone leaves that behind. */
async function startEndingWhole(task: Task): Promise<TaskExecution> {
  let group: number | undefined;
  const started = tasks.onDidStartTaskProcess(({ execution, processId }) => {
    if (execution.task.name === task.name) group = processId;
  });
  const running = await tasks.executeTask(task);
  const ended = tasks.onDidEndTask(({ execution }) => {
    if (execution !== running) return;
    started.dispose();
    ended.dispose();
    if (group !== undefined && process.platform !== 'win32') endGroup(group);
  });
  return running;
}

/** The process of a task leads a group of its own. */
function endGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGTERM');
  } catch {
    // All of it has ended already.
  }
}

/** Waits until the server takes connections; false if its task ended before, or it took too long. */
async function listens(running: TaskExecution, port: number): Promise<boolean> {
  let ended = false;
  const ending = tasks.onDidEndTask(({ execution }) => (ended ||= execution === running));
  try {
    for (const until = Date.now() + STARTS_WITHIN_MS; !ended && Date.now() < until; await wait(300)) {
      if (await isListening(port)) return true;
    }
    return false;
  } finally {
    ending.dispose();
  }
}

/** "mlflow.before-3.17.2.db" beside the file, with a number where that is taken. */
function freeName(database: string, version: string): string {
  const { dir, name, ext } = path.parse(database);
  const base = path.join(dir, `${name}.before-${version.replace(/[^\w.+-]/g, '_')}`);
  let free = `${base}${ext}`;
  for (let number = 2; existsSync(free); number++) free = `${base}.${number}${ext}`;
  return free;
}

function connectAction(): { readonly title: string; readonly run: () => unknown } {
  return { title: l10n.t('Connect…'), run: () => executeCommand('modelOps.connect', undefined) };
}
