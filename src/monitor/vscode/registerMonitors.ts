import { Diagnostic, DiagnosticSeverity, l10n, languages, Range, Uri, window, workspace } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { type Result } from '../../base/result';
import { type DriftRequest } from '../../drift/contract';
import { type ReportLines, type SavedReport } from '../../reports/contract';
import { registerCommand } from '../../workbench/commands';
import { views } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { NodeTree } from '../../workbench/nodeTree';
import { type Notices } from '../../workbench/notices';
import { monitorCalls, type Monitors, MONITORS_FILE, type TrendRequest } from '../contract';
import { MonitorsRoot } from './monitorNodes';

export interface MonitorParts {
  readonly engine: Engine;
  readonly notices: Notices;
  readonly saved: ReportLines & {
    readonly onDidChange: (listener: () => void) => Disposable;
    save(report: Pick<SavedReport, 'kind' | 'model' | 'monitor'> & { readonly report: unknown }): Promise<Result<SavedReport>>;
  };
  /** Runs a comparison in a page of its own, and keeps its report. */
  readonly run: (request: DriftRequest) => Promise<boolean>;
  readonly showTrend: (request: TrendRequest) => Promise<boolean>;
  /** Asks what to compare; undefined when dismissed. */
  readonly ask: () => Promise<DriftRequest | undefined>;
}

/** The view Monitors, the problems of the set-up files, and the commands on both. */
export function registerMonitors(parts: MonitorParts): Disposable {
  const disposables = new DisposableStore();
  const problems = disposables.add(languages.createDiagnosticCollection('modelOps'));
  const read = async (): Promise<ReadonlyMap<string, Result<Monitors>>> => {
    const folders = await readFolders(parts.engine);
    problems.clear();
    for (const found of folders.values()) if (found.ok) problems.set(Uri.file(found.value.file), diagnostics(found.value));
    return folders;
  };
  const tree = disposables.add(new NodeTree(new MonitorsRoot(read, parts.saved)));
  const view = disposables.add(window.createTreeView(views.monitors, { treeDataProvider: tree, showCollapseAll: true }));
  tree.follow(view);
  const refresh = (): void => void tree.refresh();
  disposables.add(parts.saved.onDidChange(refresh));
  disposables.add(workspace.onDidChangeWorkspaceFolders(refresh));
  const watcher = disposables.add(workspace.createFileSystemWatcher(`**/${MONITORS_FILE}`));
  for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) disposables.add(event(refresh));
  // What the commands do is seldom needed, and loaded when it is.
  const desk = async () => {
    const { MonitorDesk } = await import('./monitorDesk.js');
    return new MonitorDesk(parts, read);
  };
  disposables.add(registerCommand('modelOps.createMonitor', async () => (await desk()).create()));
  disposables.add(registerCommand('modelOps.runMonitor', async argument => (await desk()).run(argument)));
  disposables.add(registerCommand('modelOps.runAllMonitors', async () => (await desk()).runAll()));
  disposables.add(registerCommand('modelOps.showMonitorTrend', async argument => (await desk()).showTrend(argument)));
  disposables.add(registerCommand('modelOps.editMonitor', async place => (await desk()).edit(place)));
  return disposables;
}

async function readFolders(engine: Engine): Promise<ReadonlyMap<string, Result<Monitors>>> {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
  const read = await Promise.all(folders.map(async folder => [folder, await engine.ask(monitorCalls.list, { folder })] as const));
  return new Map(read.filter(([, monitors]) => !monitors.ok || monitors.value.exists));
}

function diagnostics({ problems }: Monitors): Diagnostic[] {
  return problems.map(({ line, column, message }) => {
    const diagnostic = new Diagnostic(new Range(line - 1, column - 1, line - 1, column), message, DiagnosticSeverity.Error);
    diagnostic.source = l10n.t('Model Ops');
    return diagnostic;
  });
}
